import { describe, expect, it } from "@jest/globals";
import { syllableOf, syllablesIn } from "../../../src/core/answer/sound/syllables.ts";
import { buildMatcher, match } from "../../../src/core/answer/matcher.ts";

const read = (han: string) => Array.from(han, (character) => syllableOf(character.charCodeAt(0)));

describe("syllablesIn", () => {
  it.each([
    ["tuihuo", "退货"],
    ["xiangtui", "想退"],
    ["lvse", "绿色"],
    ["zhuangshang", "装上"],
  ])("reads %j like %j", (letters, han) => {
    expect(syllablesIn(letters)).toEqual(read(han));
  });

  it.each(["f3", "app", "退huo", "tui huo", "x", ""])("reads no syllables in %j", (word) => {
    expect(syllablesIn(word)).toBeUndefined();
  });

  it("takes a word of 100,000 letters in its stride", () => {
    expect(syllablesIn("tui".repeat(33_333))).toHaveLength(33_333);
  });
});

describe("a question by its sound", () => {
  const matcher = buildMatcher(
    [
      ["return", "怎么退货"],
      ["ship", "什么时候发货"],
      ["invoice", "发票怎么开"],
    ].map(([id = "", title = ""]) => ({
      id,
      version: 1,
      key: id,
      title,
      phrasings: [],
      answer: { kind: "text", text: id },
    })),
  );

  it.each([
    ["zenme tuihuo", "return"],
    ["shenmeshihoufahuo", "ship"],
    ["怎么推货", "return"],
    ["法票怎么开", "invoice"],
    ["kai fapiao", "invoice"],
  ])("finds %j where %s is meant", (text, id) => {
    expect(match(matcher, text)[0]?.entry.id).toBe(id);
  });

  it("is less sure of what only sounds alike", () => {
    const [written] = match(matcher, "怎么退货呢 我");
    const [heard] = match(matcher, "zenmetuihuo ne wo");
    expect(heard?.score).toBeLessThan(written?.score ?? 0);
  });
});
