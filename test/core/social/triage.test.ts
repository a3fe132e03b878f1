import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { OUR_MATTERS, readMatters } from "../../../src/core/answer/words/own.ts";
import { needsAnswer } from "../../../src/core/social/triage/class.ts";
import { triage, type TriagedItem } from "../../../src/core/social/triage/triage.ts";
import { AT, labelled, type Labelled } from "./labelled.ts";

const context = { at: AT, campaigns: ["小炉周年庆", "新品尝鲜官"], matters: OUR_MATTERS };
const RECALL_MIN = 0.99;
const PRECISION_MIN = 0.93;

/** How well a set is told apart: what needs an answer against what does not. */
function measure(set: readonly Labelled[]) {
  const judged = set.map(({ label, item }) => ({ label, text: item.text, ...triage(item, context) }));
  const real = judged.filter(({ label }) => needsAnswer(label));
  const taken = judged.filter(({ is }) => needsAnswer(is));
  const right = real.filter(({ is }) => needsAnswer(is));
  return {
    missed: real.filter(({ is }) => !needsAnswer(is)).map(({ text }) => text),
    recall: right.length / real.length,
    precision: right.length / taken.length,
    sameClass: judged.filter(({ label, is }) => label === is).length / judged.length,
  };
}

const by = (
  author: Partial<TriagedItem["author"]>,
  text: string,
  kind: TriagedItem["kind"] = "mention",
  matters = OUR_MATTERS,
) => triage({ kind, text, author: { id: "1", name: "", ...author } }, { ...context, matters });

describe("triage of mentions", () => {
  it.each(["seen", "held"] as const)("finds the real requests of the %s half", (half) => {
    const { missed, recall, precision, sameClass } = measure(labelled(half));
    expect({ missed, found: recall >= RECALL_MIN, exact: precision >= PRECISION_MIN }).toEqual({
      missed: [],
      found: true,
      exact: true,
    });
    expect(sameClass).toBeGreaterThan(0.88);
  });

  it("says by which rule and which words", () => {
    expect(by({}, "@小炉家电 电饭煲漏电把我妈手麻了，退款三天了没动静")).toEqual({
      is: "complaint",
      risk: 3,
      reasons: [
        { rule: "risk_fire_or_electric", words: [] },
        { rule: "complaint_words", words: ["漏电", "退款三天", "没动静"] },
      ],
    });
    expect(by({}, "转发微博//@小王:锅炸了 @小炉家电", "repost")).toEqual({
      is: "copy",
      risk: 0,
      reasons: [{ rule: "repost_without_words", words: ["转发微博"] }],
    });
  });

  it("takes no suspicion of an account for an answer to a complaint", () => {
    expect(by({ followers: 0, posts: 9_000 }, "@小炉家电 锅坏了，退款不处理").is).toBe("complaint");
  });

  it("puts what many read, and what is dangerous, above the rest", () => {
    expect(by({ followers: 80_000, verified: "person" }, "@小炉家电 客服态度差").risk).toBe(2);
    expect(by({ followers: 3 }, "@小炉家电 冒烟了").risk).toBe(3);
    expect(by({ followers: 80_000 }, "@小炉家电 好用").risk).toBe(0);
  });

  it.each(["@小炉家电 蒸汽阀", "@小炉家电 #小炉周年庆# 蒸汽閥", "@小炉家电 好用 蒸汽阀"])(
    "puts what the house calls a danger there, too: %s",
    (text) => {
      const own = { id: "1", lane: "risk", rule: "risk_injury", word: "蒸汽阀" } as const;
      expect(by({}, text).risk).toBe(0);
      expect(by({}, text, "mention", readMatters([own]))).toMatchObject({
        is: "complaint",
        risk: 3,
        reasons: [{ rule: "risk_injury" }],
      });
    },
  );

  it.each([
    ["a greeting", "@小炉家电 早安 掉渣"],
    ["praise", "@小炉家电 好用 就是掉渣"],
    ["a campaign's topic, in other signs", "@小炉家电 #小炉周年庆# 掉碴，掉渣"],
    ["a link and two words of a shop", "@小炉家电 掉渣 旗舰店领券 https://t.cn/a 包邮"],
  ])("takes the house's own words for a complaint in spite of %s, and shows them", (_, text) => {
    const own = { id: "1", lane: "complaint", rule: null, word: "掉渣" } as const;
    expect(by({}, text).is).not.toBe("complaint");
    expect(by({}, text, "mention", readMatters([own]))).toMatchObject({
      is: "complaint",
      risk: 1,
      reasons: expect.arrayContaining([{ rule: "complaint_words", words: ["掉渣"] }]),
    });
    const elsewhere = { ...own, lane: "purchase" } as const;
    expect(by({}, text, "mention", readMatters([elsewhere]))).toEqual(by({}, text));
  });

  it("never waves through what asks or complains, whatever stands around it", () => {
    const around = ["谢谢 ", "好用 ", "转发抽奖 ", "早安 ", "[心] ", "#小炉周年庆# ", "问题解决啦 ", ""];
    const asked = ["怎么退货", "三天了还没发货", "锅漏水了", "客服态度差", "能不能换一个？"];
    const lost = around.flatMap((before) =>
      asked.flatMap((words) =>
        around
          .map((after) => `${before}@小炉家电 ${words} ${after}`)
          .filter((text) => !needsAnswer(by({}, text).is)),
      ),
    );
    expect(lost).toEqual([]);
  });

  it("takes any text", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        fc.constantFrom("mention", "repost", "comment"),
        (text, kind) => {
          expect(by({}, text, kind).reasons.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
