import { describe, expect, it } from "@jest/globals";
import { flagOf, type FlagRule } from "../../../src/core/abuse/flag.ts";
import { DAY } from "../../../src/core/kernel/instant.ts";

const rule: FlagRule = { after: 3, days: 90, lasts: 30 };
const days = (...all: number[]): readonly number[] => all.map((day) => day * DAY);
const flag = (incidents: readonly number[], at: number, lifted?: number) =>
  flagOf(incidents, lifted === undefined ? undefined : lifted * DAY, rule, at * DAY);

describe("a repeat offender", () => {
  it("is whoever was met three times within ninety days, from the third on", () => {
    expect(flag(days(100, 150), 150)).toBeUndefined();
    expect(flag(days(189, 100, 150), 189)).toEqual({ times: 3, until: 219 * DAY });
    expect(flag(days(100, 150, 190), 190)).toBeUndefined();
  });

  it("is one for thirty days after the last of them, and then no more", () => {
    expect(flag(days(1, 2, 3), 33 - 0.001)).toMatchObject({ until: 33 * DAY });
    expect(flag(days(1, 2, 3), 33)).toBeUndefined();
    expect(flag(days(1, 2, 3, 20), 33)).toEqual({ times: 4, until: 50 * DAY });
  });

  it("stays one where a later incident alone would make none", () => {
    expect(flag(days(1, 2, 88, 100), 101)).toEqual({ times: 3, until: 118 * DAY });
  });

  it("is none once it was lifted; the next incident counts as the first", () => {
    expect(flag(days(1, 2, 3), 5, 4)).toBeUndefined();
    expect(flag(days(1, 2, 3, 5, 6), 7, 4)).toBeUndefined();
    expect(flag(days(1, 2, 3, 5, 6, 7), 7, 4)).toEqual({ times: 3, until: 37 * DAY });
  });

  it("is told of what has been alone: what comes later is not known yet", () => {
    expect(flag(days(1, 2, 30), 10)).toBeUndefined();
  });
});
