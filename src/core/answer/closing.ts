import { isCourtesy } from "./courtesy.ts";

/** Longer texts say more than goodbye; the limit also bounds the time of the patterns below. */
const CLOSING_CHARS_MAX = 24;

const ACK = "(?:好|行|可以|ok|嗯|恩|哦|噢|喔|收到|明白|知道|对|是|那|的|滴|呢|吧|嘞|哒|了| )*";
const THANKS = "(?:谢谢|多谢|谢|感谢|辛苦|麻烦|你们?|您|了|啦|哈|呀|呢|哦|吧|的| )*";
const WISHED = "(?:生活|工作|身体|节日|周末|新年|生意|天天|万事|一切)(?:愉快|顺利|健康|快乐|兴隆|开心|如意)";

const CLOSINGS = [
  // Nothing more to ask.
  "(?:暂时|目前|现在)?没有?(?:什么|其[他它]的?|别的)?(?:问题|事情?)?",
  // Will see for herself, or waits.
  "(?:我|那|先|再|去|自己)*(?:试试看?|试一?下|看看|看一?下)",
  "(?:我|那|就|再)*等(?:着|等|你们?的?|您的?)*(?:消息|通知)?",
  "满意|不错|(?:很|非常|挺|十分)+(?:满意|棒|好|不错)|(?:服务|态度)(?:很|非常|挺|真)*(?:好|棒|不错)|给?(?:你们?|您)?[点个]个?赞",
  `祝(?:你们?|您|大家)?${WISHED}|(?:你|您)也(?:是|一样)`,
  "(?:问题|事情)?(?:已经?)?(?:解决|处理好|弄好|搞定|试了可以)|不麻烦|没错|晚安|爱你哟?|88|886|tks|thanks a lot|many thanks|perfect",
].map((closing) => new RegExp(`^${ACK}(?:${closing})${THANKS}$`, "u"));

const BARE_ACK = new RegExp(`^${ACK}(?:多?谢谢?)?$`, "u");
const QUESTION = /[?？]|吗|么$/u;

/**
 * After a talk: only that it is over. More than a courtesy, since what would be an answer or a wish while somebody
 * serves ("没有了", "我试试") asks for nothing now.
 */
export function isClosing(text: string, signs: string): boolean {
  if (isCourtesy(text, signs)) return true;
  if (signs === "" || signs.length > CLOSING_CHARS_MAX || QUESTION.test(text)) return false;
  return BARE_ACK.test(signs) || CLOSINGS.some((closing) => closing.test(signs));
}

const RATING = /^([1-5])分?$/u;

/** A rating and nothing else: 5, ⑤, 5️⃣, 5分. Undefined where it is none. */
export function ratingOf(signs: string): number | undefined {
  const [, score] = RATING.exec(signs) ?? [];
  return score === undefined ? undefined : Number(score);
}

export const isRating = (signs: string): boolean => ratingOf(signs) !== undefined;
