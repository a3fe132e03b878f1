import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { calibrate, type Guess } from "../../../src/core/answer/confidence/calibrate.ts";
import { fitLogistic, probability } from "../../../src/core/answer/confidence/logistic.ts";
import { confidenceOf, leadOver, TRUST_PRIOR } from "../../../src/core/answer/confidence/trust.ts";

describe("fitLogistic", () => {
  it("finds the odds that the samples have, and keeps to the prior without any", () => {
    const samples = Array.from({ length: 1_000 }, (_, n) => ({
      traits: [1],
      isRight: n % 4 !== 0,
      weight: 1,
    }));
    expect(probability(fitLogistic(samples, [0]), [1])).toBeCloseTo(0.75, 2);
    expect(fitLogistic([], [0.5, -1])).toEqual([0.5, -1]);
  });
});

describe("confidence", () => {
  const share = fc.double({ min: -1, max: 1, noNaN: true });
  const known = fc.double({ min: 0, max: 1, noNaN: true });

  it("never falls where score or lead rise, and is never certain", () => {
    fc.assert(
      fc.property(share, share, share, share, known, (s1, s2, l1, l2, part) => {
        for (const trust of Object.values(TRUST_PRIOR)) {
          const [low, high] = [
            confidenceOf(trust, { score: Math.min(s1, s2), lead: Math.min(l1, l2), known: part }),
            confidenceOf(trust, { score: Math.max(s1, s2), lead: Math.max(l1, l2), known: part }),
          ];
          expect(low).toBeLessThanOrEqual(high);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(high).toBeLessThan(1);
        }
      }),
    );
  });

  it("counts a lead over nobody from nothing", () => {
    expect([leadOver(0.5, undefined), leadOver(0.5, -0.3), leadOver(0.5, 0.2)]).toEqual([0.5, 0.5, 0.3]);
  });
});

describe("calibrate", () => {
  const entries = Array.from({ length: 60 }, (_, e) => [`a${e}`, `b${e}`, `c${e}`, `d${e}`, `e${e}`]);

  /** Knows whose a text is by its number, where its entry is left; guesses the first entry otherwise. */
  const learn =
    (score: (isKnown: boolean) => number) =>
    (left: readonly (readonly string[])[]) =>
    (text: string): Guess => {
      const entry = left.findIndex((own) => own[0]?.slice(1) === text.slice(1));
      const own = score(entry >= 0);
      return { entry: Math.max(0, entry), score: own, lead: own, known: 1 };
    };

  it("trusts a score that tells the knowledge's questions from nobody's", () => {
    const trust = calibrate(
      entries,
      learn((isKnown) => (isKnown ? 0.8 : 0.3)),
      TRUST_PRIOR.taught,
    );
    expect(confidenceOf(trust, { score: 0.8, lead: 0.8, known: 1 })).toBeGreaterThan(0.9);
    expect(confidenceOf(trust, { score: 0.3, lead: 0.3, known: 1 })).toBeLessThan(0.25);
  });

  it("gives even odds where nothing tells them apart", () => {
    const trust = calibrate(
      entries,
      learn(() => 0.8),
      TRUST_PRIOR.taught,
    );
    expect(confidenceOf(trust, { score: 0.8, lead: 0.8, known: 1 })).toBeCloseTo(0.5, 1);
  });

  it("keeps to where it began with too little to ask", () => {
    expect(
      calibrate(
        [["one"], ["two"]],
        learn(() => 1),
        TRUST_PRIOR.untaught,
      ),
    ).toBe(TRUST_PRIOR.untaught);
  });
});
