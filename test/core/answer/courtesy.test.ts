import { describe, expect, it } from "@jest/globals";
import { isCourtesy, isGreeting } from "../../../src/core/answer/courtesy.ts";
import { foldSigns } from "../../../src/core/answer/fold.ts";

const greeting = (text: string) => isGreeting(foldSigns(text));
const courtesy = (text: string) => isCourtesy(text, foldSigns(text));

describe("isGreeting", () => {
  it.each([
    "在吗",
    "在么？",
    "你好",
    "您好！",
    "侬好呀",
    "你好 在吗",
    "hello",
    "Hi",
    "有人吗",
    "有人在吗",
    "客服在吗",
    "早上好",
    "喂",
    "请问",
    "我想问一下",
    "nihao",
    "亲 在吗",
  ])("takes %j for an opener", (text) => {
    expect(greeting(text)).toBe(true);
  });

  it.each([
    "",
    "在吗 几时发货",
    "你好用吗",
    "好",
    "亲",
    "屿禾",
    "在哪里",
    "你们在哪",
    "谢谢",
    "晚安灯有吗",
    "history",
    "👍",
  ])("does not take %j for one", (text) => {
    expect(greeting(text)).toBe(false);
  });
});

describe("isCourtesy", () => {
  it.each([
    "谢谢",
    "谢谢哈",
    "谢谢你！",
    "多谢",
    "好的",
    "好的谢谢",
    "好滴",
    "嗯嗯",
    "ok",
    "OK 谢谢啦",
    "收到",
    "知道了",
    "明白了",
    "辛苦了",
    "没事了",
    "再见",
    "拜拜",
    "thanks",
    "Thank you so much",
    "got it",
    "👍",
    "🙏🙏",
    "👌🏻",
    "❤️",
    "[强]",
    "[抱拳][玫瑰]",
    "［OK］",
    "谢谢[玫瑰]",
    "搞定了 谢谢",
    "可以了",
    "行",
  ])("takes %j for one that needs no answer", (text) => {
    expect(courtesy(text)).toBe(true);
  });

  it.each([
    "",
    "   ",
    "好了吗",
    "好了？",
    "收到？",
    "解决了没",
    "不好",
    "不行",
    "好慢",
    "谢谢 什么时候发货",
    "质量真好，用了两天就学会自己关机了",
    "真好👍 又坏了",
    "知道了怎么不早说",
    "可以退吗",
    "行不行",
    "😭",
    "😡",
    "？",
    "ok吗",
    "没用",
    "了",
    "的",
  ])("does not take %j for one", (text) => {
    expect(courtesy(text)).toBe(false);
  });

  it("stays quick on long repetitions", () => {
    const bomb = "谢谢".repeat(50_000);
    expect(courtesy(bomb)).toBe(false);
    expect(greeting("你好".repeat(50_000))).toBe(false);
  });
});
