import { describe, expect, it } from "@jest/globals";

import { type Speech, speechAt } from "../../../console/src/desk/places/places.ts";
import type { Leaving } from "../../../src/core/ledger/join.ts";

const HOUR = 3_600_000;
const me = { staffId: "me", limit: { bytesMax: 20, charsMax: Infinity } };
const message = (left: number | null, closesAt = 48 * HOUR) => ({
  trigger: "message" as const,
  closesAt,
  of: left === null ? null : 5,
  left,
});
const mine = (text: string | null): Leaving => ({ spender: "agent", staffId: "me", text });
const speech = (
  windows: Parameters<typeof speechAt>[0]["windows"],
  { waiting = [], now = 0 }: { waiting?: readonly Leaving[]; now?: number } = {},
) => speechAt({ windows, waiting }, now, me);
/** Of one that is open. */
const opened = (found: Speech): Extract<Speech, { kind: "open" }> => {
  if (found.kind !== "open") throw new Error(found.kind);
  return found;
};

describe("what may still be said to a customer", () => {
  it("is everything where the platform knows no windows", () => {
    expect(speech(null)).toEqual({ kind: "free" });
  });

  it("counts what is on its way, and all windows together", () => {
    const minute = { trigger: "menu" as const, closesAt: 60_000, of: 3, left: 2 };
    const waiting = [mine("on its way")];
    const open = { kind: "open", closesAt: 48 * HOUR, isScarce: false };
    expect(speech([minute, message(5)], { waiting })).toMatchObject({ ...open, left: 6 });
    expect(speech([minute, message(5)], { waiting, now: 60_000 })).toMatchObject({ ...open, left: 4 });
    expect(speech([message(null)], { waiting })).toMatchObject({ ...open, left: null });
  });

  it("counts short texts that leave as one message once, and a text of mine that joins them not at all", () => {
    const { left, costOf } = opened(speech([message(3)], { waiting: [mine("one"), mine("two")] }));
    expect(left).toBe(2);
    expect(costOf(["three"])).toBe(0);
    expect(costOf(["three", null, "four"])).toBe(2);
    expect(costOf(["too long to join them"])).toBe(1);
  });

  it("warns by the clock and by the count", () => {
    expect(speech([message(5)], { now: 47 * HOUR })).toMatchObject({ isScarce: false });
    expect(speech([message(5)], { now: 47 * HOUR + 1 })).toMatchObject({ isScarce: true });
    expect(speech([message(1)])).toMatchObject({ isScarce: true });
  });

  it("ends at the second, and with the last place into which nothing more goes", () => {
    expect(speech([message(5)], { now: 48 * HOUR - 1 })).toMatchObject({ kind: "open" });
    expect(speech([message(5)], { now: 48 * HOUR })).toEqual({ kind: "closed" });
    expect(speech([message(1)], { waiting: [mine("short")] })).toMatchObject({ kind: "open", left: 0 });
    expect(speech([message(1)], { waiting: [mine(null)] })).toEqual({ kind: "used_up" });
    expect(speech([message(0)])).toEqual({ kind: "used_up" });
    expect(speech([])).toEqual({ kind: "closed" });
  });
});
