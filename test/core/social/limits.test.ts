import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { byUrgency, nextPlaceAt, placesLeft } from "../../../src/core/social/limit/budget.ts";
import {
  detectionOf,
  nextLookAt,
  pollPlan,
  type SocialLimits,
} from "../../../src/core/social/limit/delay.ts";

const normal: SocialLimits = {
  callsPerDay: 100,
  callsPerHour: 150,
  postsPerHour: 30,
  isPushed: false,
  callsPerLook: 2,
};
const quiet = Array.from({ length: 24 }, () => 0);
const evenings = quiet.map((_, hour) => (hour >= 18 && hour < 22 ? 10 : 1));
const T = Date.UTC(2026, 10, 26);

describe("the detection delay", () => {
  it("says that a normal app cannot keep fifteen minutes, and by what it fails", () => {
    const detection = detectionOf(normal, pollPlan(normal, quiet), 15 * MINUTE);
    expect(detection).toMatchObject({ isReachable: false, because: "calls_per_day", worstMs: 36 * MINUTE });
  });

  it("can be kept by a commercial interface, or by a push", () => {
    const bought = { ...normal, callsPerDay: 50_000, callsPerHour: 15_000 };
    expect(detectionOf(bought, pollPlan(bought, quiet), 15 * MINUTE)).toMatchObject({
      isReachable: true,
      because: "polled_in_time",
      worstMs: 3 * MINUTE,
    });
    expect(detectionOf({ ...normal, isPushed: true }, pollPlan(normal, quiet), 15 * MINUTE).because).toBe(
      "pushed",
    );
  });

  it("looks more often when more is expected", () => {
    const { pauseMs } = pollPlan(normal, evenings);
    expect(pauseMs[19]).toBeLessThan(pauseMs[4] ?? 0);
  });

  it("never spends more than it has, whatever is expected", () => {
    const hours = fc.array(fc.nat(1_000), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(
        hours,
        fc.integer({ min: 4, max: 60_000 }),
        fc.integer({ min: 2, max: 500 }),
        (expected, callsPerDay, callsPerHour) => {
          const limits = { ...normal, callsPerDay, callsPerHour };
          const looks = pollPlan(limits, expected).pauseMs.reduce((sum, pause) => sum + HOUR / pause, 0);
          expect(looks * limits.callsPerLook).toBeLessThanOrEqual(Math.max(callsPerDay, 2 * 24) + 1);
        },
      ),
    );
  });

  it("spends the reserve in an incident, and waits for the day where nothing is left", () => {
    const plan = pollPlan(normal, quiet);
    const now = { at: T, hour: 0, dayEndsAt: T + DAY, spent: { today: 80, thisHour: 0 } };
    expect(nextLookAt(normal, plan, { ...now, isIncident: false })).toBe(T + DAY);
    const evening = { ...now, at: T + 23 * HOUR, isIncident: true };
    expect(nextLookAt(normal, plan, evening)).toBe(T + 23 * HOUR + 6 * MINUTE);
    expect(nextLookAt(normal, plan, { ...evening, spent: { today: 100, thisHour: 0 } })).toBe(T + DAY);
    const full = { ...now, spent: { today: 0, thisHour: 149 }, isIncident: true, at: T + 10 * MINUTE };
    expect(nextLookAt(normal, plan, full)).toBe(T + HOUR);
  });
});

describe("the hour's posts", () => {
  it("go to the highest risk first, then to what is due first", () => {
    const of = (id: string, risk: 0 | 3, dueAt: number) => ({ id, risk, dueAt, at: T });
    expect([of("a", 0, T), of("b", 3, T + 9), of("c", 3, T + 1)].sort(byUrgency).map(({ id }) => id)).toEqual(
      ["c", "b", "a"],
    );
  });

  it("come back as the hour slides on", () => {
    const sentAt = [T, T + MINUTE, T + 2 * MINUTE];
    expect(placesLeft(3, sentAt, T + 3 * MINUTE)).toBe(0);
    expect(nextPlaceAt(3, sentAt, T + 3 * MINUTE)).toBe(T + HOUR);
    expect(placesLeft(3, sentAt, T + HOUR)).toBe(1);
    expect(nextPlaceAt(3, sentAt, T + HOUR)).toBeUndefined();
  });
});
