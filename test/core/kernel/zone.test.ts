import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DAY, HOUR } from "../../../src/core/kernel/instant.ts";
import { isZone, startOfDay } from "../../../src/core/kernel/zone.ts";

describe("a zone", () => {
  it("is what the world's table knows", () => {
    expect(isZone("Asia/Shanghai") && isZone("UTC")).toBe(true);
    expect(isZone("Asia/Nowhere") || isZone("")).toBe(false);
  });
});

describe("startOfDay", () => {
  it.each([
    ["Asia/Shanghai", "2026-11-26T05:33:00+08:00", "2026-11-26T00:00:00+08:00"],
    ["Asia/Shanghai", "2026-11-26T00:00:00+08:00", "2026-11-26T00:00:00+08:00"],
    ["America/New_York", "2026-11-26T05:33:00+08:00", "2026-11-25T00:00:00-05:00"],
    // The clocks went on at two, and back at two.
    ["Europe/Berlin", "2026-03-29T12:00:00+02:00", "2026-03-29T00:00:00+01:00"],
    ["Europe/Berlin", "2026-10-25T12:00:00+01:00", "2026-10-25T00:00:00+02:00"],
    // Midnight itself was skipped.
    ["Africa/Cairo", "2026-04-24T12:00:00+03:00", "2026-04-24T01:00:00+03:00"],
    ["Asia/Kathmandu", "2026-11-26T05:33:00+05:45", "2026-11-26T00:00:00+05:45"],
  ])("in %s at %s is %s", (zone, at, began) => {
    expect(new Date(startOfDay(Date.parse(at), zone))).toEqual(new Date(began));
  });

  it("is never ahead, never more than a long day ago, and the same for the whole day", () => {
    const zone = fc.constantFrom("Asia/Shanghai", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), zone, (at, name) => {
        const began = startOfDay(at, name);
        expect(at - began).toBeGreaterThanOrEqual(0);
        expect(at - began).toBeLessThan(DAY + HOUR);
        expect(startOfDay(began, name)).toBe(began);
      }),
      { numRuns: 300 },
    );
  });
});
