import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { fold } from "../../../src/core/answer/fold.ts";
import { buildMatcher, match } from "../../../src/core/answer/matcher.ts";
import type { Entry } from "../../../src/core/knowledge/entry.ts";

function entry(id: string, ...[title = id, ...phrasings]: readonly string[]): Entry {
  return { id, version: 1, key: id, title, phrasings, answer: { kind: "text", text: id } };
}

const ids = (matches: ReturnType<typeof match>) => matches.map((each) => each.entry.id);

describe("match", () => {
  const matcher = buildMatcher([
    entry("e1", "屏幕显示E1"),
    entry("e2", "屏幕显示E2"),
    entry("f3", "F3说明书"),
    entry("f5", "F5说明书"),
    entry("return", "怎么退货", "我要退货"),
    entry("manual", "where is the manual", "send me the user manual"),
  ]);

  it("gives 1 to a phrasing word for word, whatever its width, case and chatter", () => {
    expect(match(matcher, "亲，请问 怎么 退货呀？")[0]).toMatchObject({ entry: { id: "return" }, score: 1 });
    expect(match(matcher, "Ｆ５说明书！")[0]).toMatchObject({ entry: { id: "f5" }, score: 1 });
  });

  it("gives less than 1 to the same grams in another order", () => {
    const [first] = match(buildMatcher([entry("a", "ababab abab")]), "abab ababab");
    expect(first?.score).toBe(0.99);
  });

  it.each([
    ["炸锅显示e1了", "e1"],
    ["炸锅显示e2了", "e2"],
    ["我的F3的说明书", "f3"],
    ["我的f5的说明书", "f5"],
  ])("tells codes and models apart in %j", (text, id) => {
    const [first, second] = match(matcher, text);
    expect(first?.entry.id).toBe(id);
    expect((first?.score ?? 0) - (second?.score ?? 0)).toBeGreaterThan(0.12);
  });

  it("recognises a long word with a slip in it", () => {
    expect(ids(match(matcher, "user manaul"))[0]).toBe("manual");
  });

  it("orders by score, then by id, and stops at the limit", () => {
    const twins = buildMatcher(["c", "a", "b"].map((id) => entry(id, "发货时间表")));
    expect(ids(match(twins, "发货时间"))).toEqual(["a", "b", "c"]);
    expect(ids(match(twins, "发货时间", 2))).toEqual(["a", "b"]);
    expect(match(twins, "发货时间", 0)).toEqual([]);
  });

  it("finds nothing where no gram is known, and nothing in an empty matcher", () => {
    expect(match(matcher, "天")).toEqual([]);
    expect(match(matcher, "")).toEqual([]);
    expect(match(buildMatcher([]), "怎么退货")).toEqual([]);
  });

  it("gives the same result for the same text, whatever was asked in between", () => {
    const before = match(matcher, "退货的说明书在哪");
    match(matcher, "where E1 怎么");
    expect(match(matcher, "退货的说明书在哪")).toEqual(before);
  });
});

describe("match, for any entries and texts", () => {
  const words = fc.array(
    fc.constantFrom("怎么", "退货", "发票", "换", "货", "E1", "F3", "积分", "what", "is", "水垢", "。"),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  const phrasing = words.map((parts) => parts.join(""));
  const entries = fc
    .array(fc.array(phrasing, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 })
    .map((all) => all.map((texts, index) => entry(`id-${index}`, ...texts)));

  it("never throws, and keeps scores within 0..1 in falling order", () => {
    fc.assert(
      fc.property(entries, fc.string({ unit: "binary", maxLength: 400 }), (some, text) => {
        const scores = match(buildMatcher(some), `\ud83d${text}怎么`, 5).map((each) => each.score);
        expect(scores).toEqual(scores.toSorted((a, b) => b - a));
        expect(scores.every((score) => score > 0 && score <= 1)).toBe(true);
      }),
    );
  });

  it("ranks the owner of a phrasing first with score 1", () => {
    fc.assert(
      fc.property(entries, fc.nat(), (some, pick) => {
        const all = some
          .flatMap((each) => [each.title, ...each.phrasings])
          .filter((text) => fold(text) !== "");
        const text = all[pick % all.length];
        fc.pre(text !== undefined);
        const owners = some.filter((each) =>
          [each.title, ...each.phrasings].some((own) => fold(own) === fold(text)),
        );
        const [first, second] = match(buildMatcher(some), text);
        expect(first?.score).toBe(1);
        expect(owners.map((each) => each.id)).toContain(first?.entry.id);
        expect(second?.score ?? 0).toBeLessThan(1);
      }),
    );
  });

  it("keeps the winner of an exact phrasing when an unrelated entry is added", () => {
    fc.assert(
      fc.property(entries, (some) => {
        const text = some[0]?.title ?? "";
        fc.pre(fold(text) !== "");
        const [before] = match(buildMatcher(some), text);
        const [after] = match(buildMatcher([...some, entry("id", "蓝牙耳机", "充电仓")]), text);
        expect(after).toEqual(before);
      }),
    );
  });

  it("spares entries only where they cannot be among the best", () => {
    fc.assert(
      fc.property(entries, phrasing, (some, text) => {
        const matcher = buildMatcher(some);
        // With room for all, nothing is spared.
        expect(match(matcher, text, 3)).toEqual(match(matcher, text, some.length).slice(0, 3));
      }),
      { numRuns: 500 },
    );
  });
});
