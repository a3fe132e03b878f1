/** Forms of address and openers before a question. */
const OPENERS = [
  "我想问一下",
  "我想问下",
  "我想问问",
  "想问一下",
  "想问下",
  "想问问",
  "问一下",
  "问下",
  "问问",
  "请问一下",
  "请问下",
  "请问",
  "请教一下",
  "请教下",
  "请教",
  "咨询一下",
  "咨询下",
  "麻烦问一下",
  "麻烦问下",
  "打扰一下",
  "打扰了",
  "打扰",
  "帮我看一下",
  "帮我看下",
  "帮我看看",
  "帮忙看一下",
  "帮忙看下",
  "客服你好",
  "你好",
  "哈喽",
  "哈罗",
  "嗨",
  "在吗",
  "在么",
  "在不在",
  "在嘛",
  "hello ",
  "hi ",
  "hey ",
  "亲爱的",
  "亲",
  "宝子",
  "小姐姐",
  "小哥哥",
  "老师",
  "那个",
  "就是",
  "嗯",
  "哎",
  "诶",
  "欸",
  "喂",
  "额",
  "呃",
  "哦",
  "噢",
  "呀",
  "啊",
];

/** Particles and thanks behind a question. "吗" and "呢" stay: they make it one. */
const CLOSERS = [
  "谢谢你",
  "谢谢",
  "多谢",
  "感谢",
  "谢啦",
  "thanks",
  "thx",
  "哈",
  "啊",
  "呀",
  "哦",
  "噢",
  "喔",
  "啦",
  "哟",
  "呦",
  "嘞",
  "咧",
  "呗",
  "嘻",
  "呵",
  "亲",
  "额",
  "唉",
  "吖",
  "滴",
];

const openersByFirst = longestFirst(OPENERS, (opener) => opener.charAt(0));
const closersByLast = longestFirst(CLOSERS, (closer) => closer.charAt(closer.length - 1));

/** Takes chatter off both ends of a folded text; a text of nothing but chatter stays as it is. */
export function stripChatter(folded: string): string {
  let start = 0;
  for (;;) {
    const opener = openersByFirst.get(folded.charAt(start))?.find((each) => folded.startsWith(each, start));
    if (opener === undefined) break;
    start += opener.length;
  }
  let end = folded.length;
  for (;;) {
    const closer = closersByLast.get(folded.charAt(end - 1))?.find((each) => folded.endsWith(each, end));
    if (closer === undefined) break;
    end -= closer.length;
    while (folded.charAt(end - 1) === " ") end -= 1;
  }
  return start < end ? folded.slice(start, end) : folded;
}

/** The longest that fits is to be taken, so longer ones come first. */
function longestFirst(
  words: readonly string[],
  keyOf: (word: string) => string,
): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const word of words.toSorted((a, b) => b.length - a.length)) {
    groups.set(keyOf(word), [...(groups.get(keyOf(word)) ?? []), word]);
  }
  return groups;
}
