import { describe, expect, it } from "@jest/globals";

import { speechAt } from "../../../console/src/desk/places/places.ts";

const HOUR = 3_600_000;
const message = (left: number | null, closesAt = 48 * HOUR) => ({
  trigger: "message" as const,
  closesAt,
  of: left === null ? null : 5,
  left,
});

describe("what may still be said to a customer", () => {
  it("is everything where the platform knows no windows", () => {
    expect(speechAt({ windows: null, waiting: 0 }, 0)).toEqual({ kind: "free" });
  });

  it("counts what is on its way, and all windows together", () => {
    const minute = { trigger: "menu" as const, closesAt: 60_000, of: 3, left: 2 };
    const open = { kind: "open", closesAt: 48 * HOUR, isScarce: false };
    expect(speechAt({ windows: [minute, message(5)], waiting: 1 }, 0)).toEqual({ ...open, left: 6 });
    expect(speechAt({ windows: [minute, message(5)], waiting: 1 }, 60_000)).toEqual({ ...open, left: 4 });
    expect(speechAt({ windows: [message(null)], waiting: 9 }, 0)).toEqual({ ...open, left: null });
  });

  it("warns by the clock and by the count", () => {
    expect(speechAt({ windows: [message(5)], waiting: 0 }, 47 * HOUR)).toMatchObject({ isScarce: false });
    expect(speechAt({ windows: [message(5)], waiting: 0 }, 47 * HOUR + 1)).toMatchObject({ isScarce: true });
    expect(speechAt({ windows: [message(1)], waiting: 0 }, 0)).toMatchObject({ isScarce: true });
  });

  it("ends at the second, and with the last place", () => {
    expect(speechAt({ windows: [message(5)], waiting: 0 }, 48 * HOUR - 1)).toMatchObject({ kind: "open" });
    expect(speechAt({ windows: [message(5)], waiting: 0 }, 48 * HOUR)).toEqual({ kind: "closed" });
    expect(speechAt({ windows: [message(2)], waiting: 2 }, 0)).toEqual({ kind: "used_up" });
    expect(speechAt({ windows: [], waiting: 0 }, 0)).toEqual({ kind: "closed" });
  });
});
