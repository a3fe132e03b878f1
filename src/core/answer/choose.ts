import { foldSigns } from "./fold.ts";

const ORDINALS: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  "1st": 1,
  "2nd": 2,
  "3rd": 3,
  "4th": 4,
  "5th": 5,
};

const HAN_CHOICE =
  /^(?:那|就|我|想|要|问|是|选|选择|回复|答案)*第?([1-9]|[一二三四五六七八九])(?:个|项|条|号|种|款|点)?(?:问题|选项)?(?:吧|的|呢|啊|哈|谢谢|这个|那个)*$/u;
const LATIN_CHOICE =
  /^(?:i |want |choose |pick |the |option |number |no |nr )*([1-9]|one|two|three|four|five|first|second|third|fourth|fifth|1st|2nd|3rd|4th|5th)(?: one)?(?: please)?$/u;
const LAST = /^(?:那|就|我|要|选|选择)*最后(?:一|那)?个?(?:吧|的)?$|^(?:the )?last(?: one)?$/u;
/** Filled circles (❶ ➀ ➊) are plain symbols to Unicode, unlike ①. */
const CIRCLES = /[\u2776-\u277e\u2780-\u2788\u278a-\u2792]/gu;

/**
 * Which of `count` numbered options a text picks ("2", "②", "第二个", "the second one"), from 0;
 * undefined where it is not such a choice, or there is no option of that number.
 */
export function choose(text: string, count: number): number | undefined {
  const folded = foldSigns(text.replace(CIRCLES, circleNumber));
  if (LAST.test(folded)) return count > 0 ? count - 1 : undefined;
  const word = (HAN_CHOICE.exec(folded) ?? LATIN_CHOICE.exec(folded))?.[1];
  if (word === undefined) return undefined;
  const number = ORDINALS[word] ?? Number(word);
  return number <= count ? number - 1 : undefined;
}

function circleNumber(circle: string): string {
  const code = circle.charCodeAt(0);
  const first = code >= 0x278a ? 0x278a : code >= 0x2780 ? 0x2780 : 0x2776;
  return String(code - first + 1);
}
