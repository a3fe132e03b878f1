import { describe, expect, it } from "@jest/globals";

import { againAt } from "../../../src/core/dial/again.ts";
import { afterTry, DIAL_MS, rungBy, stageOf } from "../../../src/core/dial/dial.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";

const NOON = Date.UTC(2026, 10, 27, 4, 0);
const HOURS = {
  open: "09:00",
  close: "21:00",
  zone: "Asia/Shanghai",
  answerMs: HOUR,
  afterOpeningMs: 30 * MINUTE,
};
const RULE = { againMs: 30 * MINUTE, triesMax: 4 };

describe("a call-back that was not answered", () => {
  it("is due again later each time, and nobody tries for ever", () => {
    const waits = [1, 2, 3, 4].map((tries) => {
      const due = againAt(tries, NOON, HOURS, RULE);
      return due === undefined ? undefined : (due - NOON) / MINUTE;
    });
    expect(waits).toEqual([30, 60, 120, undefined]);
  });

  it("is due within the hours of its queue: what would be at night is so after the next opening", () => {
    const late = Date.UTC(2026, 10, 27, 12, 45);
    expect(againAt(1, late, HOURS, RULE)).toBe(Date.UTC(2026, 10, 28, 1, 30));
    expect(againAt(1, late, { ...HOURS, open: "00:00", close: "00:00" }, RULE)).toBe(late + 30 * MINUTE);
  });
});

describe("an order to dial", () => {
  it("is tried again with growing pauses, and never so that somebody is rung too late", () => {
    const later = rungBy(undefined);
    const at = NOON;
    const pauses = [0, 1, 2, 3, 9].map((failures) => {
      const outcome = afterTry(later, { at, failures }, at, 1);
      return outcome.state === "due" ? outcome.dueAt - at : outcome.state;
    });
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(afterTry(later, { at, failures: 3 }, at + DIAL_MS - 8_000, 1)).toEqual({
      state: "failed",
      code: "unreachable",
    });
  });

  it("is shown by its call, once there is one", () => {
    expect(stageOf("due", null)).toBe("ordered");
    expect(stageOf("taken", null)).toBe("phone");
    expect(stageOf("failed", "missed")).toBe("missed");
    expect(stageOf("called", "talking")).toBe("talking");
  });
});
