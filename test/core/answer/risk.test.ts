import { describe, expect, it } from "@jest/globals";
import { foldSigns } from "../../../src/core/answer/fold.ts";
import { isRisk, riskIn, SAFE_WORDS } from "../../../src/core/answer/risk.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { labelledTextsOf, share, textsOf } from "./sets/sets.ts";

const RISKS = labelledTextsOf("risks.txt");
const HARMLESS = textsOf("harmless.txt");
const ruleOf = (text: string) => riskIn(foldSigns(text));

function timeOf(text: string): number {
  const started = performance.now();
  riskIn(text);
  return performance.now() - started;
}

describe("riskIn", () => {
  it("misses at most two in a hundred of what is a danger", () => {
    expect(RISKS.length).toBeGreaterThanOrEqual(250);
    const { part, missed } = share(
      RISKS.map(([, text]) => text),
      (text) => ruleOf(text) !== undefined,
    );
    // The list says which, where it fails.
    expect(part < 0.98 ? missed : []).toEqual([]);
  });

  it("names which, so that the right thing is said", () => {
    const wrong = RISKS.filter(([rule, text]) => {
      const found = ruleOf(text);
      return found !== undefined && isRisk(rule) && SAFE_WORDS[found] !== SAFE_WORDS[rule];
    });
    expect(RISKS.every(([rule]) => isRisk(rule))).toBe(true);
    expect(1 - wrong.length / RISKS.length).toBeGreaterThanOrEqual(0.95);
  });

  it("sees no danger in the questions of every day", () => {
    expect(HARMLESS.length).toBeGreaterThanOrEqual(200);
    expect(share(HARMLESS, (text) => ruleOf(text) === undefined).missed).toEqual([]);
  });

  it.each(["烫", "手", "被", "孩子", "让我", "运费险", "把我", "我妈", "a "])(
    "reads ten times as much of %j in about ten times as long, not in a hundred",
    (part) => {
      // The least of a few: what else the machine does only adds.
      const least = (length: number): number =>
        Math.min(...Array.from({ length: 7 }, () => timeOf(part.repeat(Math.ceil(length / part.length)))));
      expect(least(200_000) / least(20_000)).toBeLessThan(40);
    },
  );
});

describe("what is said where there is danger", () => {
  it("admits no guilt, diagnoses nothing, sells nothing", () => {
    const forbidden = /负责|赔|我们的错|对不起|与我们无关|没事的|不要紧|中毒|过敏|优惠|券|身份证|学校/u;
    const said = Object.values(SAFE_WORDS).map((key) => defaultSettings[key]);
    expect(said.filter((text) => forbidden.test(text))).toEqual([]);
  });
});
