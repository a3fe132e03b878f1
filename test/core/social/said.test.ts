import { describe, expect, it } from "@jest/globals";

import { bannedIn, isStatement, preparedFor, wordsOf } from "../../../src/core/social/gate.ts";

describe("a banned promise", () => {
  const banned = wordsOf("假一赔十， 全额退款,百分百、");

  it.each([
    ["我们假一赔十的", ["假一赔十"]],
    ["给您全 额-退款", ["全额退款"]],
    ["可以退货", []],
  ])("is found in %s", (text, found) => expect(bannedIn(text, banned)).toEqual(found));
});

describe("a statement", () => {
  const statements = ["请先断电停用，我们正在核查。"];

  it.each([
    ["请先断电停用，我们正在核查。", true],
    ["@厨房老陈 请先断电停用，我们正在核查！", true],
    ["请先断电停用，我们正在核查。另外赔您一台", false],
    ["没事的，放心用", false],
  ])("is said, and nothing beside it: %s", (text, is) => expect(isStatement(text, statements)).toBe(is));
});

it("names whom a prepared text is for, where she has a name", () => {
  expect(preparedFor("{name}您好，请私信我们。", "小王")).toBe("@小王 您好，请私信我们。");
  expect(preparedFor("{name}您好", "")).toBe("您好");
});
