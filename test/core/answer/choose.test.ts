import { describe, expect, it } from "@jest/globals";
import { choose } from "../../../src/core/answer/choose.ts";

describe("choose", () => {
  it.each<[string, number]>([
    ["1", 0],
    ["１", 0],
    ["①", 0],
    ["❶", 0],
    ["1️⃣", 0],
    ["1.", 0],
    ["1、", 0],
    ["(1)", 0],
    ["⑴", 0],
    ["选1", 0],
    ["我选1", 0],
    ["第一个", 0],
    ["第1个吧", 0],
    ["一", 0],
    ["1号", 0],
    ["the first", 0],
    ["First one please", 0],
    ["2", 1],
    ["❷", 1],
    ["➋", 1],
    ["2 谢谢", 1],
    ["选第二个", 1],
    ["第二项", 1],
    ["是2", 1],
    ["option 2", 1],
    ["number two", 1],
    ["the 2nd one", 1],
    ["3", 2],
    ["三", 2],
    ["最后一个", 2],
    ["the last one", 2],
  ])("reads %j as option %d of three", (text, index) => {
    expect(choose(text, 3)).toBe(index);
  });

  it.each([
    "",
    "0",
    "4",
    "11",
    "1 2",
    "1和2",
    "第一次用要空烧吗",
    "一个都不是",
    "两个",
    "满300减50",
    "E1",
    "F3",
    "1天到吗",
    "都不是",
    "no",
    "one more question",
  ])("reads no choice of three in %j", (text) => {
    expect(choose(text, 3)).toBeUndefined();
  });

  it("has nothing to choose from in an empty list", () => {
    expect(choose("1", 0)).toBeUndefined();
    expect(choose("最后一个", 0)).toBeUndefined();
  });
});
