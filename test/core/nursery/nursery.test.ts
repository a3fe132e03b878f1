import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DAY, HOUR } from "../../../src/core/kernel/instant.ts";
import { startOfDay } from "../../../src/core/kernel/zone.ts";
import { capacityAt, dayOfNursery } from "../../../src/core/nursery/nursery.ts";

const SHANGHAI = "Asia/Shanghai";
const nursery = { since: "2026-11-25", caps: [1, 1, 2, 3] };
const on = (moment: string) => Date.parse(`2026-11-${moment}:00+08:00`);

describe("a new agent", () => {
  it.each([
    ["before her first day what that lets", "20T12:00", 1],
    ["one on her first, from midnight on", "25T00:00", 1],
    ["still one on her second", "26T23:59", 1],
    ["two on her third, from midnight on", "27T00:00", 2],
    ["three on her fourth", "28T09:00", 3],
    ["three from then on, until it is taken off", "30T09:00", 3],
  ])("has %s", (_, moment, cap) => {
    expect(capacityAt(8, nursery, on(moment), SHANGHAI)).toBe(cap);
  });

  it("never has more than is given to her, nor more than her day lets; without it she has what is given", () => {
    const caps = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        caps,
        fc.integer({ min: -9, max: 90 }),
        (given, each, days) => {
          const at = on("25T10:00") + days * DAY;
          const cap = capacityAt(given, { ...nursery, caps: each }, at, SHANGHAI);
          expect(cap).toBe(Math.min(given, each[Math.min(Math.max(days, 0), each.length - 1)] ?? 0));
          expect(capacityAt(given, undefined, at, SHANGHAI)).toBe(given);
        },
      ),
    );
  });

  it("counts days of the wall, where clocks change, too", () => {
    const since = { since: "2026-03-28", caps: [1] };
    const first = startOfDay(Date.parse("2026-03-28T12:00:00Z"), "Europe/Berlin");
    // The night of the 29th is an hour shorter there.
    expect(dayOfNursery(since, first + 2 * DAY - HOUR, "Europe/Berlin")).toBe(2);
    expect(dayOfNursery(since, first + 2 * DAY - HOUR - 1, "Europe/Berlin")).toBe(1);
  });
});
