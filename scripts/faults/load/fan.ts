import type { Random } from "../../hostile/input.ts";

/** What a fan is about: what the bot answers at once, what it answers later by the interface, or a person. */
export type Mood = "asks" | "opens" | "wishes";

/** Half of them ask, a quarter opens, a quarter wishes for a person. */
export const moodOf = (n: number): Mood => (["asks", "wishes", "asks", "opens"] as const)[n % 4] ?? "asks";

const WORDS: Readonly<Record<Mood, readonly string[]>> = {
  asks: ["几时发货", "保修多久", "怎么开发票", "我要退货", "怎么清洗", "谢谢", "1"],
  opens: ["在吗", "你好", "今天天气真好啊适合出门", "几时发货"],
  wishes: ["转人工", "还在吗", "我的订单一直没动静", "几时发货"],
};

export const drawWords = (mood: Mood, random: Random): string => random.pick(WORDS[mood]);
