import { describe, expect, it } from "@jest/globals";

import { cellsOf, clashOf, type Deviation, twiceIn } from "../../../src/core/preset/deviation.ts";
import { extraCapacity, policyInForce, settingsInForce } from "../../../src/core/preset/in-force.ts";
import { clashIn, type Run, wrongTime } from "../../../src/core/preset/schedule.ts";
import { DAY, MINUTE } from "../../../src/core/kernel/instant.ts";
import { defaultQueuePolicy } from "../../../src/core/queue/policy.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { createRandom, type Random } from "../../support/random.ts";

const QUEUES = ["q1", "q2", "q3"] as const;

function anyDeviation(random: Random): Deviation {
  const where = random.pick(QUEUES);
  return random.pick<Deviation>([
    { kind: "capacity", of: "queue", where, by: 1 + random.below(20) },
    { kind: "capacity", of: "skill", where: random.pick(["en", "vip"]), by: 1 + random.below(20) },
    { kind: "auto_accept", where },
    { kind: "wrap_up", where, ms: random.below(60_000) },
    { kind: "survey_off", where },
    { kind: "overflow", where, to: random.pick(QUEUES), afterMs: 10_000 + random.below(60_000) },
    {
      kind: "queue_alarm",
      where,
      waiting: 1 + random.below(99),
      waitMs: 60_000,
      noneFree: random.below(2) === 1,
    },
    { kind: "breaks", where: "g1", max: random.below(5) },
    { kind: "notices_off" },
    { kind: "opening_line", text: "今天人多，请稍候。" },
    { kind: "bot", asks: random.pick(["less", "more"]) },
    { kind: "alarm", percent: 10 + random.below(90) },
  ]);
}

function some(random: Random): readonly Deviation[] {
  const all: Deviation[] = [];
  for (let n = random.below(8); n > 0; n -= 1) {
    const one = anyDeviation(random);
    if (clashOf([one], all) === undefined) all.push(one);
  }
  return all;
}

describe("what is in force", () => {
  it("is what is usual where nothing deviates, and says of the others what was usual, whatever deviates", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = createRandom(seed);
      const cells = some(random).flatMap(cellsOf);
      const usual = { ...defaultQueuePolicy, wrapMs: random.below(90_000) };
      expect(policyInForce(usual, "q1", [])).toEqual(usual);
      expect(settingsInForce(defaultSettings, [])).toEqual(defaultSettings);
      const now = policyInForce(usual, "q1", cells);
      for (const [key, value] of Object.entries(now)) {
        const cell = cells.find((one) => one.what === "queue" && one.subject === "q1" && one.key === key);
        expect(value).toEqual(cell === undefined ? usual[key as keyof typeof usual] : cell.value);
      }
      // What was edited meanwhile holds where nothing stands over it, and all of it afterwards.
      const edited = { ...usual, offerMs: 7_000, wrapMs: 1 };
      expect(policyInForce(edited, "q1", cells).offerMs).toBe(7_000);
      expect(policyInForce(edited, "q1", [])).toEqual(edited);
    }
  });

  it("is the same in whatever order presets that do not clash were switched on", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const random = createRandom(seed);
      const [one, other] = [some(random), some(random)];
      if (clashOf(one, other) !== undefined) continue;
      const [a, b] = [one.flatMap(cellsOf), other.flatMap(cellsOf)];
      for (const id of QUEUES)
        expect(policyInForce(defaultQueuePolicy, id, [...a, ...b])).toEqual(
          policyInForce(defaultQueuePolicy, id, [...b, ...a]),
        );
      expect(settingsInForce(defaultSettings, [...a, ...b])).toEqual(
        settingsInForce(defaultSettings, [...b, ...a]),
      );
    }
  });

  it("never takes capacity from anybody: she has her own and the most that is lent to her", () => {
    for (let seed = 1; seed <= 300; seed += 1) {
      const cells = some(createRandom(seed)).flatMap(cellsOf);
      const extra = extraCapacity({ queues: ["q1", "q2"], skills: ["en"] }, cells);
      expect(extra).toBeGreaterThanOrEqual(0);
      expect(extra).toBeGreaterThanOrEqual(extraCapacity({ queues: ["q1"], skills: [] }, cells));
      expect(extraCapacity({ queues: [], skills: [] }, cells)).toBe(0);
    }
    const lent = [
      { kind: "capacity", of: "queue", where: "q1", by: 2 },
      { kind: "capacity", of: "skill", where: "en", by: 3 },
    ] as const satisfies readonly Deviation[];
    expect(extraCapacity({ queues: ["q1"], skills: ["en"] }, lent.flatMap(cellsOf))).toBe(3);
  });
});

describe("one thing", () => {
  it("is said once in a preset, and deviates by one preset alone at a time", () => {
    const short: Deviation = { kind: "wrap_up", where: "q1", ms: 10_000 };
    const other: Deviation = { kind: "wrap_up", where: "q2", ms: 10_000 };
    expect(twiceIn([short, other])).toBeUndefined();
    expect(twiceIn([short, other, { ...short, ms: 20_000 }])).toEqual({ ...short, ms: 20_000 });
    const run: Run = {
      id: "a",
      name: "大促",
      state: "running",
      deviations: [short],
      startsAt: 0,
      endsAt: 60 * MINUTE,
    };
    const next = { ...run, id: "b", startsAt: 60 * MINUTE, endsAt: 90 * MINUTE };
    expect(clashIn(next, [run])).toBeUndefined();
    expect(clashIn({ ...next, startsAt: 59 * MINUTE }, [run])).toEqual({ run, deviation: short });
    expect(clashIn({ ...next, startsAt: 59 * MINUTE, deviations: [other] }, [run])).toBeUndefined();
    expect(clashIn({ ...run, endsAt: 2 * DAY }, [run])).toBeUndefined();
  });

  it("has an end that is not over yet, not at once, and not for ever", () => {
    const now = 100 * DAY;
    expect(wrongTime(now, now + 30 * MINUTE, now)).toBeUndefined();
    expect(wrongTime(now - DAY, now, now)).toBe("past");
    expect(wrongTime(now, now + MINUTE, now)).toBe("too_short");
    expect(wrongTime(now, now + 15 * DAY, now)).toBe("too_long");
  });
});
