import { describe, expect, it } from "@jest/globals";

import {
  aheadOf,
  expectedAt,
  hasPlace,
  type InLine,
  type OnBreak,
  placeBetween,
  turnsOf,
} from "../../../src/core/breaks/line.ts";
import { MINUTE } from "../../../src/core/kernel/instant.ts";

const all = { groupId: "g", code: null, max: 2 };
const meals = { groupId: "g", code: "meal", max: 1 };

const away = (staffId: string, code = "meal", backAt?: number): OnBreak => ({
  staffId,
  groups: ["g"],
  code,
  backAt,
});
const waits = (staffId: string, code = "meal", more: Partial<InLine> = {}): InLine => ({
  id: staffId,
  staffId,
  groups: ["g"],
  code,
  isUnapproved: false,
  until: undefined,
  ...more,
});
const ids = (line: readonly InLine[]) => line.map(({ id }) => id);

describe("a place for a break", () => {
  it("is there as long as fewer are away than the quotas of her groups allow, of the code and of all", () => {
    expect(hasPlace(waits("amy"), [], [all, meals])).toBe(true);
    expect(hasPlace(waits("amy"), [away("bo")], [all, meals])).toBe(false);
    expect(hasPlace(waits("amy", "restroom"), [away("bo")], [all, meals])).toBe(true);
    expect(hasPlace(waits("amy", "restroom"), [away("bo"), away("cy", "other")], [all, meals])).toBe(false);
  });

  it("is not used up by herself, by another group, or where there is no quota", () => {
    expect(hasPlace(waits("amy"), [away("amy")], [meals])).toBe(true);
    expect(hasPlace(waits("amy"), [{ ...away("bo"), groups: ["h"] }], [meals])).toBe(true);
    expect(hasPlace(waits("amy"), [away("bo"), away("cy")], [])).toBe(true);
    expect(hasPlace(waits("amy"), [], [{ ...meals, max: 0 }])).toBe(false);
  });
});

describe("the break line", () => {
  it("gives turns in its order, as many as there are places, and keeps those that were given", () => {
    expect(ids(turnsOf([waits("amy"), waits("bo"), waits("cy")], [], [all]))).toEqual(["amy", "bo"]);
    expect(ids(turnsOf([waits("amy", "meal", { until: 9 }), waits("bo"), waits("cy")], [], [all]))).toEqual([
      "bo",
    ]);
  });

  it("lets whoever cannot go yet hold up nobody who can, and waits for a leader's word", () => {
    const line = [waits("amy"), waits("bo", "restroom"), waits("cy", "other", { isUnapproved: true })];
    expect(ids(turnsOf(line, [away("dee")], [meals]))).toEqual(["bo"]);
  });

  it("tells who stands before her for a place that both could have", () => {
    const line = [waits("amy"), waits("bo", "restroom"), waits("cy")];
    expect(ids(aheadOf("cy", line, [meals]))).toEqual(["amy"]);
    expect(ids(aheadOf("cy", line, [all]))).toEqual(["amy", "bo"]);
    expect(aheadOf("nobody", line, [all])).toEqual([]);
  });

  it("expects a place when as many are planned to be back, and says nothing where nobody knows", () => {
    const at = 100 * MINUTE;
    const room = [away("dee", "meal", at + 5 * MINUTE), away("eve", "meal", at + 1)];
    const quotas = [{ ...meals, max: 2 }];
    expect(expectedAt("amy", [waits("amy"), waits("bo")], room, quotas, at)).toBe(at + MINUTE);
    expect(expectedAt("bo", [waits("amy"), waits("bo")], room, quotas, at)).toBe(at + 5 * MINUTE);
    expect(expectedAt("amy", [waits("amy")], [away("dee")], quotas, at)).toBeUndefined();
    // Who should be back already may come any moment.
    expect(expectedAt("amy", [waits("amy")], [away("dee", "meal", 1)], quotas, at)).toBe(at);
  });

  it("puts whoever is moved between her new neighbours", () => {
    expect(placeBetween(undefined, 5)).toBe(4);
    expect(placeBetween(5, undefined)).toBe(6);
    expect(placeBetween(5, 6)).toBe(5.5);
  });
});
