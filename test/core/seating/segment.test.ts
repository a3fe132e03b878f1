import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { CHOSEN } from "../../../src/core/seating/presence.ts";
import { segmentsOf } from "../../../src/core/seating/segment.ts";
import type { SessionEvent } from "../../../src/core/seating/session-event.ts";

const AT = 1_000_000;
const REASONS = ["meal", "restroom"] as const;
const signedIn = (presence: "ready" | "not_ready") =>
  ({ code: "signed_in", staff: "amy", seat: "A-001", presence, capacity: 5, owed: 0 }) as const;

describe("segmentsOf", () => {
  it("cuts at each change of presence and at nothing else", () => {
    const events: { event: SessionEvent; at: number }[] = [
      { event: signedIn("ready"), at: AT },
      { event: { code: "reserved", contact: "c", offer: "o" }, at: AT + 10 },
      { event: { code: "presence_changed", to: "break", by: "agent", reason: "meal" }, at: AT + 20 },
      { event: { code: "presence_changed", to: "ready", by: "agent" }, at: AT + 50 },
    ];
    expect(segmentsOf(events, AT + 60)).toEqual([
      { presence: "ready", start: AT, end: AT + 20 },
      { presence: "break", reason: "meal", start: AT + 20, end: AT + 50 },
      { presence: "ready", start: AT + 50, end: AT + 60 },
    ]);
  });

  it("ends with the moment when she was last heard of, whatever was set after it", () => {
    const away = { code: "presence_changed", to: "auto_away", by: "engine", cause: "no_answer" } as const;
    const lost = { code: "signed_out", by: "engine", how: "lost", until: AT + 30 } as const;
    const events = [
      { event: signedIn("ready"), at: AT },
      { event: away, at: AT + 40 },
      { event: lost, at: AT + 120 },
    ];
    expect(segmentsOf(events, AT + 500)).toEqual([{ presence: "ready", start: AT, end: AT + 30 }]);
  });

  it("gives segments that touch, never overlap, and together are the time signed in, exactly", () => {
    const change = fc.record({
      gap: fc.integer({ min: 0, max: 5_000 }),
      to: fc.constantFrom(...CHOSEN, "auto_away" as const, "logging_out" as const),
      reason: fc.constantFrom(...REASONS),
    });
    fc.assert(
      fc.property(
        fc.array(change),
        fc.integer({ min: 0, max: 9_000 }),
        fc.boolean(),
        (changes, last, out) => {
          let at = AT;
          const events: { event: SessionEvent; at: number }[] = [{ event: signedIn("ready"), at }];
          for (const { gap, to, reason } of changes) {
            at += gap;
            events.push({ event: { code: "presence_changed", to, by: "agent", reason }, at });
          }
          // Also before the last change: she was not heard of any more.
          const end = AT + last;
          if (out)
            events.push({
              event: { code: "signed_out", by: "engine", how: "lost", until: end },
              at: at + last,
            });
          const until = out ? at + 99_999 : Math.max(at, end);
          const segments = segmentsOf(events, until);
          const signedInMs = (out ? end : until) - AT;
          expect(segments.reduce((sum, { start, end: to }) => sum + to - start, 0)).toBe(signedInMs);
          segments.forEach(({ start }, index) => expect(start).toBe(segments[index - 1]?.end ?? AT));
        },
      ),
    );
  });
});
