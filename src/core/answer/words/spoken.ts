/** The form that stands for all, and the spoken, dialect and hasty forms of the same small word. */
const FORMS: readonly (readonly [string, ...string[]])[] = [
  ["你", "您", "侬", "妳"],
  ["怎么", "咋个", "咋", "如何", "点样", "肿么", "怎样", "咋样"],
  ["怎么办", "怎么整", "怎么弄", "怎么搞", "怎么处理", "怎么解决", "咋整", "咋弄", "咋办"],
  ["什么", "啥子", "啥", "神马", "甚么"],
  ["什么时候", "几时", "何时", "多会儿", "啥时候", "啥时", "什么时间", "嘛时候"],
  ["为什么", "为何", "为啥", "干嘛"],
  ["多久", "多长时间", "多少天", "几天", "多少时间"],
  ["哪里", "哪儿", "哪边", "哪块"],
  ["没有", "木有", "没得", "冇"],
];

const formOf = new Map(FORMS.flatMap(([form, ...others]) => others.map((other) => [other, form] as const)));
const anyOther = new RegExp([...formOf.keys()].toSorted((a, b) => b.length - a.length).join("|"), "gu");

/**
 * The small words that questions are made of, in one form each: fans mix them freely, so one question would look
 * like two. Repeated until nothing changes, since one form may complete another ("咋处理" → "怎么处理" → "怎么办").
 */
export function unifySpoken(folded: string): string {
  let text = folded;
  for (;;) {
    const next = text.replace(anyOther, (other) => formOf.get(other) ?? other);
    if (next === text) return text;
    text = next;
  }
}
