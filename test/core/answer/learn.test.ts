import { describe, expect, it } from "@jest/globals";
import { entriesOf } from "../../../bench/publish/knowledge.ts";
import { buildMatcher, match, openMatcher, phrasingsOf } from "../../../src/core/answer/matcher.ts";
import { learn } from "../../../src/core/answer/knowledge/learn.ts";
import { createNumbering, numberOf } from "../../../src/core/answer/grams/key-table.ts";
import type { Entry } from "../../../src/core/knowledge/entry.ts";

function entry(id: string, ...[title = id, ...phrasings]: readonly string[]): Entry {
  return { id, version: 1, key: id, title, phrasings, answer: { kind: "text", text: id } };
}

const shop = [
  entry("ship", "什么时候发货", "多久发货", "几天能发货", "下单了怎么还不发货", "今天能发出来吗"),
  entry("track", "快递到哪了", "查物流", "我的包裹到哪里了", "物流怎么不动了", "快递单号是多少"),
  entry("return", "怎么退货", "我要退货", "不想要了能退吗", "买错了可以退吗", "退货流程"),
  entry("invoice", "怎么开发票", "发票在哪开", "能开专票吗", "发票抬头填错了", "电子发票"),
];

describe("learn", () => {
  it("makes the same of the same phrasings, whatever the order of the entries", () => {
    const one = learn(phrasingsOf(shop));
    expect(learn(phrasingsOf(shop.toReversed()))).toEqual(one);
    expect(one.classifier).toBeDefined();
  });

  it("makes what another thread can use", () => {
    const moved = structuredClone(learn(phrasingsOf(shop)));
    const [here, there] = [buildMatcher(shop), openMatcher(shop, moved)];
    for (const text of ["买错了想退", "包裹到哪", "fapiao", "怎么退货"])
      expect(match(there, text)).toEqual(match(here, text));
  });

  it("learns no classifier of entries that have one phrasing each", () => {
    expect(learn([["发货"], ["退货"], ["发票"]]).classifier).toBeUndefined();
  });

  it("teaches no part of a knowledge that is too large to be taught: how sure that would be says nothing", () => {
    const large = entriesOf(10_000).map(({ title, phrasings }) => [title, ...phrasings]);
    const began = process.cpuUsage();
    expect(learn(large).classifier).toBeUndefined();
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1_000).toBeLessThan(4_000); // of the processor a third of a second, or ten
  }, 60_000);

  it.each([
    ["100,000 characters", "怎么退货".repeat(25_000)],
    ["100,000 letters", "tuihuo".repeat(16_667)],
    ["nothing but faces", "😭".repeat(50_000)],
    ["right to left", "متى يصل طلبي؟ ".repeat(5_000)],
    ["half characters", "\ud83d".repeat(100_000)],
  ])("bounds what %s cost", (_, text) => {
    const matcher = buildMatcher(shop);
    const began = performance.now();
    for (const { score } of match(matcher, text)) expect(score).toBeLessThanOrEqual(1);
    expect(performance.now() - began).toBeLessThan(10_000); // a few milliseconds, or hours
  });
});

describe("a table of keys", () => {
  it("numbers keys in the order in which they come, and knows no others", () => {
    const numbering = createNumbering();
    const keys = Array.from({ length: 5_000 }, (_, n) => Math.imul(n, 0x9e3779b1) >>> 0);
    expect(keys.map(numbering.numberOf)).toEqual(keys.map((_, n) => n));
    expect(keys.map(numbering.numberOf)).toEqual(keys.map((_, n) => n));
    const table = numbering.table();
    expect(table.size).toBe(5_000);
    expect([0, 4_999].map((n) => numberOf(table, keys[n] ?? 0))).toEqual([0, 4_999]);
    expect(numberOf(table, 7)).toBeUndefined();
  });
});
