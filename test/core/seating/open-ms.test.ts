import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { openMs, openMsOfDay } from "../../../src/core/seating/open-ms.ts";

const zone = "Asia/Shanghai";
const day = { open: "09:00", close: "21:00", zone };
const night = { open: "22:00", close: "06:00", zone };
const always = { open: "00:00", close: "00:00", zone };
/** A moment by the clocks of Shanghai. */
const at = (text: string): number => Date.parse(`2026-11-${text}:00+08:00`);

describe("service hours between two moments", () => {
  it.each([
    ["within a day", day, "26T10:00", "26T12:30", 2.5 * HOUR],
    ["over a night", day, "26T20:50", "27T09:15", 25 * MINUTE],
    ["in the night alone", day, "26T21:30", "27T08:30", 0],
    ["over days", day, "20T12:00", "26T12:00", 6 * 12 * HOUR],
    ["of a desk that works at night", night, "26T21:00", "27T07:00", 8 * HOUR],
    ["of such a desk by day", night, "26T07:00", "26T21:00", 0],
    ["round the clock", always, "20T12:00", "26T13:00", 6 * DAY + HOUR],
  ])("are counted %s", (_, hours, from, to, expected) => {
    expect(openMs(at(from), at(to), hours)).toBe(expected);
  });

  it("are of a day what they say, and nothing backwards", () => {
    expect([day, night, always].map(openMsOfDay)).toEqual([12 * HOUR, 8 * HOUR, DAY]);
    expect(openMs(at("26T12:00"), at("26T10:00"), day)).toBe(0);
  });

  it("add up, whatever is between", () => {
    const moment = fc.integer({ min: at("01T00:00"), max: at("28T00:00") });
    fc.assert(
      fc.property(fc.constantFrom(day, night, always), moment, moment, moment, (hours, ...moments) => {
        const [a = 0, b = 0, c = 0] = moments.toSorted((one, other) => one - other);
        expect(openMs(a, b, hours) + openMs(b, c, hours)).toBe(openMs(a, c, hours));
        expect(openMs(a, c, hours)).toBeLessThanOrEqual(c - a);
      }),
    );
  });
});
