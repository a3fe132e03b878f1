import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { attainedOf, type Fate, fateOf, limitMs } from "../../../src/core/social/report/attained.ts";
import { mayMark, sampleOf, SAMPLE_MIN } from "../../../src/core/social/report/sample.ts";

const POSTED = Date.parse("2026-11-25T10:00:00+08:00");
const after = (minutes: number): number => POSTED + minutes * MINUTE;

describe("what became of a request by fifteen minutes", () => {
  it.each<[string, number, number | undefined, number, Fate]>([
    ["is kept at the last moment", 2, 15, 90, "within"],
    ["is late a moment after it", 2, 15.001, 90, "late"],
    ["is open while there is time", 2, undefined, 15, "open"],
    ["is late once there is none, and nobody has answered", 2, undefined, 15.001, "late"],
    ["could still be kept where it was seen at the last moment", 15, 16, 90, "late"],
    ["could be kept by nobody where it was seen later", 15.001, 16, 90, "unreachable"],
    ["is open though it was not seen in time, until it is over", 14, undefined, 14, "open"],
    ["is kept where somebody answered before our look found it", 20, 5, 90, "within"],
  ])("%s", (_, detected, answered, now, fate) => {
    const asked = { postedAt: POSTED, detectedAt: after(detected) };
    const kept = answered === undefined ? asked : { ...asked, answeredAt: after(answered) };
    expect(fateOf(kept, limitMs(15), after(now))).toBe(fate);
  });

  it("counts what is over, and says nothing where nothing is", () => {
    expect(attainedOf({ within: 3, late: 1, unreachable: 1, open: 7 })).toBe(0.6);
    expect(attainedOf({ within: 0, late: 0, unreachable: 0, open: 7 })).toBeUndefined();
  });
});

describe("a day's sample of one agent", () => {
  const ids = Array.from({ length: 200 }, (_, n) => `id-${n}`);

  it("is the same in any order and at any time, and another one the next day", () => {
    const drawn = sampleOf("2026-11-25", ids, 0.05);
    expect(drawn).toHaveLength(10);
    expect(sampleOf("2026-11-25", ids.toReversed(), 0.05)).toEqual(drawn);
    expect(sampleOf("2026-11-26", ids, 0.05)).not.toEqual(drawn);
  });

  it("has two at the least where there are two, and never more than there are", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid(), { maxLength: 60 }),
        fc.double({ min: 0, max: 1 }),
        (all, share) => {
          const drawn = sampleOf("2026-11-25", all, Number.isNaN(share) ? 0 : share);
          expect(drawn.length).toBeGreaterThanOrEqual(Math.min(SAMPLE_MIN, all.length));
          expect(new Set(drawn).size).toBe(drawn.length);
          expect(all).toEqual(expect.arrayContaining([...drawn]));
        },
      ),
    );
  });

  it("draws each with the same chance", () => {
    const times = new Map(ids.map((id) => [id, 0]));
    for (let day = 0; day < 400; day += 1) {
      const date = new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);
      for (const id of sampleOf(date, ids, 0.1)) times.set(id, (times.get(id) ?? 0) + 1);
    }
    // Forty each on average, with a deviation of six.
    expect(Math.min(...times.values())).toBeGreaterThan(10);
    expect(Math.max(...times.values())).toBeLessThan(70);
  });

  it("is marked by what fits it", () => {
    expect([mayMark("answer", "tone"), mayMark("answer", "good"), mayMark("dismissal", "needed")]).toEqual([
      true,
      true,
      true,
    ]);
    expect([mayMark("answer", "needed"), mayMark("dismissal", "tone")]).toEqual([false, false]);
  });
});
