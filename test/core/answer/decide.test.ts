import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { decide } from "../../../src/core/answer/decide.ts";
import { EMPTY_MEMORY, type Memory } from "../../../src/core/answer/decision.ts";
import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import type { Entry } from "../../../src/core/knowledge/entry.ts";
import { LIMITS } from "./limits.ts";

function entry(id: string, title: string, ...phrasings: readonly string[]): Entry {
  return { id, version: 3, key: id, title, phrasings, answer: { kind: "text", text: `answer of ${id}` } };
}

const matcher = buildMatcher([
  entry("ship", "什么时候发货", "多久发货", "几天能发货", "下单了怎么还不发货"),
  entry("track", "快递到哪了", "查物流", "我的包裹到哪里了", "物流怎么不动了"),
  entry("pay-card", "刷卡付款失败", "刷卡付不了款"),
  entry("pay-wallet", "零钱付款失败", "零钱付不了款"),
  entry("pay-points", "积分付款失败", "积分付不了款"),
  entry("pay-phone", "微信付款失败", "微信付不了款"),
]);

const hear = (text: string, memory: Memory = EMPTY_MEMORY, limits = LIMITS) =>
  decide(matcher, { text }, memory, limits);
const asked: Memory = { missesInRow: 0, asked: ["track", "ship"] };

describe("decide", () => {
  it("answers what it recognises and says what it saw", () => {
    const decision = hear("请问几时能发货呀");
    expect(decision).toMatchObject({ kind: "answer", rule: "matched", entry: { id: "ship" } });
    expect(decision.top[0]).toMatchObject({ entryId: "ship", version: 3, score: expect.any(Number) });
    expect(decision.top.length).toBeLessThanOrEqual(3);
  });

  it("asks back when several are close, with no more options than allowed", () => {
    const decision = hear("付款失败");
    expect(decision).toMatchObject({ kind: "clarify", rule: "close" });
    const options = decision.kind === "clarify" ? decision.options.map((option) => option.id) : [];
    expect(options).toHaveLength(3);
    expect(options.every((id) => id.startsWith("pay-"))).toBe(true);
    expect(hear("付款失败", EMPTY_MEMORY, { ...LIMITS, optionsMax: 2 })).toMatchObject({
      options: { length: 2 },
    });
  });

  it("does not ask back about a phrasing word for word", () => {
    expect(hear("零钱付款失败", EMPTY_MEMORY, { ...LIMITS, margin: 1 })).toMatchObject({
      kind: "answer",
      score: 1,
    });
  });

  it("asks only where it is likely enough that one of the options is meant", () => {
    const { score } = hear("付款失败") as { score: number };
    expect(hear("付款失败", EMPTY_MEMORY, { ...LIMITS, askFrom: score })).toMatchObject({ kind: "clarify" });
    expect(hear("付款失败", EMPTY_MEMORY, { ...LIMITS, askFrom: score + 0.001 })).toMatchObject({
      kind: "miss",
    });
  });

  it("reads a choice from the open list, in its order", () => {
    expect(hear("1", asked)).toMatchObject({ kind: "answer", rule: "chosen", entry: { id: "track" } });
    expect(hear("第二个", asked)).toMatchObject({ kind: "answer", rule: "chosen", entry: { id: "ship" } });
  });

  it("reads no choice without a list, beyond it, or of an entry that was withdrawn", () => {
    expect(hear("1")).toMatchObject({ kind: "miss", rule: "nothing_to_match" });
    expect(hear("3", asked)).toMatchObject({ kind: "miss" });
    expect(hear("1", { missesInRow: 0, asked: ["gone"] })).toMatchObject({ kind: "miss" });
  });

  it("takes a new question for a question, although a list is open", () => {
    expect(hear("查一下物流", asked)).toMatchObject({
      kind: "answer",
      rule: "matched",
      entry: { id: "track" },
    });
  });

  it("gives a fan who asks for a person to a person, whatever else the text says", () => {
    expect(hear("转人工")).toMatchObject({ kind: "hand_over", reason: "asked", rule: "person_wished" });
    expect(hear("什么时候发货 转人工")).toMatchObject({ kind: "hand_over", reason: "asked" });
    expect(hear("人工", asked)).toMatchObject({ kind: "hand_over", reason: "asked" });
  });

  it("puts danger before everything else", () => {
    expect(hear("什么时候发货 上次那台起火了")).toMatchObject({
      kind: "hand_over",
      reason: "risk",
      rule: "risk_fire_or_electric",
    });
    expect(hear("转人工 漏电")).toMatchObject({ kind: "hand_over", reason: "risk" });
  });

  it("greets and lets thanks pass, also when a list is open", () => {
    expect(hear("在吗")).toMatchObject({ kind: "greet", rule: "opener" });
    expect(hear("谢谢", asked)).toMatchObject({ kind: "courtesy", rule: "courtesy" });
    expect(hear("👍")).toMatchObject({ kind: "courtesy" });
  });

  it("names why nothing fits", () => {
    expect(hear("？？")).toMatchObject({ kind: "miss", score: 0, rule: "nothing_to_match" });
    expect(hear("今天会不会下雨")).toMatchObject({ kind: "miss", rule: "below_threshold" });
  });

  it("says the same answer, or the same list, never twice in a row: whoever asks again is offered a person", () => {
    const again = { kind: "miss", rule: "said_before" };
    expect(hear("几时发货", { missesInRow: 0, lastEntryId: "ship" })).toMatchObject(again);
    expect(hear("几时发货", { missesInRow: 0, lastEntryId: "track" })).toMatchObject({ kind: "answer" });
    expect(hear("2", { ...asked, lastEntryId: "ship" })).toMatchObject(again);
    const list = hear("付款失败");
    const shown = list.kind === "clarify" ? list.options.map(({ id }) => id) : [];
    expect(hear("付款失败", { missesInRow: 0, asked: shown })).toMatchObject(again);
    expect(hear("几时发货", { missesInRow: 1, lastEntryId: "ship" })).toMatchObject({ kind: "hand_over" });
    expect(
      hear("几时发货", { missesInRow: 0, lastEntryId: "ship" }, { ...LIMITS, repeats: true }),
    ).toMatchObject({ kind: "answer" });
  });

  it("greets once: a later opener, or a face alone, is heard in silence", () => {
    const greeted = { missesInRow: 0, greeted: true };
    expect(hear("😭")).toMatchObject({ kind: "greet", rule: "sign" });
    expect(hear("[流泪]")).toMatchObject({ kind: "greet", rule: "sign" });
    expect(hear("在吗", greeted)).toMatchObject({ kind: "courtesy", rule: "opener_again" });
    expect(hear("😡", greeted)).toMatchObject({ kind: "courtesy", rule: "sign" });
  });

  it("offers a person where she curses, answers what she asks while cursing, and calls it no complaint", () => {
    expect(hear("算了 tmd")).toMatchObject({ kind: "miss", rule: "abuse" });
    expect(hear("tmd 什么时候发货")).toMatchObject({ kind: "answer", entry: { id: "ship" } });
    for (const text of ["算了 tmd", "你们这群废物", "垃圾"]) expect(hear(text).lane).toBeUndefined();
  });

  it("gives who complains to a person at once, unless that is a question word for word", () => {
    expect(hear("三次都说今天发货 没一次发的 太差了")).toMatchObject({
      kind: "hand_over",
      reason: "complaint",
    });
    const told = buildMatcher([entry("late", "太差了怎么还不发货")]);
    expect(decide(told, { text: "太差了怎么还不发货" }, EMPTY_MEMORY, LIMITS)).toMatchObject({
      kind: "answer",
    });
  });

  it.each([
    ["我要投诉你们", "complaint"],
    ["三次了 都说今天上门 没一个人来", "complaint"],
    ["质量真好，用了两天就学会自己关机了👍", "service"],
    ["天天打豆浆可以吗", undefined],
    ["F5多少钱 有优惠吗", "purchase"],
    ["蓝潮K7才299 你们凭啥459", "purchase"],
    ["快递到哪了", "service"],
    ["感谢A007小姐姐", "praise"],
    ["插头冒烟了", "risk"],
    ["今天天气不错", undefined],
  ])("tells of %s that her matter is %s", (text, lane) => {
    expect(hear(text).lane).toBe(lane);
  });

  it("names the knowledge that it decided on: another version, another name", () => {
    const one = [entry("a", "什么时候发货")];
    const name = (entries: readonly Entry[]) =>
      decide(buildMatcher(entries), { text: "发货" }, EMPTY_MEMORY, LIMITS).knowledge;
    expect(name(one)).toBe(name([...one]));
    expect(name(one)).not.toBe(name(one.map((each) => ({ ...each, version: 4 }))));
  });

  it("hands over on the miss that completes the row", () => {
    expect(hear("blah", { missesInRow: 0 })).toMatchObject({ kind: "miss" });
    expect(hear("blah", { missesInRow: 1 })).toMatchObject({
      kind: "hand_over",
      reason: "missed_twice",
      rule: "misses_in_row",
    });
    expect(hear("blah", { missesInRow: 1 }, { ...LIMITS, missesMax: 3 })).toMatchObject({ kind: "miss" });
  });

  it("decides on any text with any memory", () => {
    const memories = fc.record({
      asked: fc.array(fc.constantFrom("ship", "track", "gone", "__proto__"), { maxLength: 4 }),
      missesInRow: fc.nat({ max: 5 }),
    });
    const kinds = ["answer", "clarify", "hand_over", "greet", "courtesy", "miss"];
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 300 }),
        fc.string(),
        memories,
        (wild, tame, memory) => {
          for (const text of [wild, `\udc00${wild}`, `${tame}发货`])
            expect(kinds).toContain(hear(text, memory).kind);
        },
      ),
    );
  });

  it.each([
    "哈",
    "你好",
    "谢谢",
    "宝宝",
    "找个人",
    "我要",
    "的人",
    "1",
    "a ",
    "[强]",
    "\u0301",
    "用爸爸手机",
  ])("stays within bounds on 100,000 characters of %j", (part) => {
    const started = performance.now();
    hear(part.repeat(Math.ceil(100_000 / part.length)), asked);
    expect(performance.now() - started).toBeLessThan(10_000); // a few milliseconds, or hours
  });
});
