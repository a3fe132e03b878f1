import { describe, expect, it } from "@jest/globals";
import { CHOSEN, mayMove, type Mover, type Presence, shownAs } from "../../../src/core/seating/presence.ts";
import type { SessionEvent } from "../../../src/core/seating/session-event.ts";
import {
  type AgentSession,
  applySession,
  canPull,
  canTake,
  foldSession,
  signIn,
  whenIdle,
} from "../../../src/core/seating/session.ts";

const AT = Date.UTC(2026, 10, 26, 9);
const SIGNED_IN = {
  code: "signed_in",
  staff: "amy",
  seat: "A-001",
  presence: "ready",
  capacity: 2,
  owed: 1,
} as const;

const ready = signIn("s1", SIGNED_IN, AT);
const after = (session: AgentSession, at: number, ...events: SessionEvent[]): AgentSession =>
  events.reduce((one, event) => applySession(one, event, at), session);
const moveTo = (to: "ready" | "not_ready" | "break" | "after_work", by: Mover = "agent") =>
  ({ code: "presence_changed", to, by }) as const;
const reserved = { code: "reserved", contact: "c1", offer: "o1" } as const;
const release = (why: "rejected" | "no_answer" | "withdrawn" | "wrapped_up" | "wrapup_owed" | "orphaned") =>
  ({ code: "released", contact: "c1", why }) as const;

describe("presence", () => {
  const movers: readonly Mover[] = ["agent", "supervisor", "engine"];
  const whoMay = (from: Presence, to: Presence) => movers.filter((by) => mayMove(from, to, by)).join(" ");

  it.each<[Presence, Presence, string]>([
    ["ready", "break", "agent"],
    ["ready", "not_ready", "agent supervisor"],
    ["ready", "auto_away", "engine"],
    ["not_ready", "auto_away", ""],
    ["break", "ready", "agent"],
    ["auto_away", "ready", "agent"],
    ["auto_away", "not_ready", "agent supervisor"],
    ["ready", "logging_out", "agent"],
    ["logging_out", "ready", "agent"],
    ["logging_out", "break", ""],
    ["logging_out", "offline", "agent supervisor engine"],
    ["offline", "ready", ""],
  ])("from %s to %s is up to: %s", (from, to, who) => expect(whoMay(from, to)).toBe(who));

  it("lets her choose any of her four from any of them", () => {
    for (const from of CHOSEN) for (const to of CHOSEN) expect(mayMove(from, to, "agent")).toBe(true);
  });

  it.each([
    ["ready", 0, false, "ready"],
    ["ready", 1, false, "working"],
    ["ready", 2, false, "busy"],
    ["ready", 2, true, "reconnecting"],
    ["break", 2, false, "break"],
    ["offline", 0, true, "offline"],
  ] as const)("shows %s with %d used (silent: %s) as %s", (presence, used, silent, shown) =>
    expect(shownAs({ presence, used, capacity: 2 }, silent)).toBe(shown),
  );
});

describe("a session", () => {
  it("begins idle, with what she owes from before, and counts its events", () => {
    expect(ready).toMatchObject({ used: 0, idleSince: AT, wrapupsOwed: 1, version: 1, presence: "ready" });
    expect(after(ready, AT + 1, reserved, moveTo("break")).version).toBe(3);
  });

  it("takes as many contacts as its capacity, while ready", () => {
    const one = after(ready, AT, reserved);
    const full = after(one, AT, reserved);
    expect([canTake(one), canTake(full)]).toEqual([true, false]);
    expect(() => after(full, AT, reserved)).toThrow("illegal_transition: reserved while ready, 2 used");
    expect(() => after(ready, AT, moveTo("break"), reserved)).toThrow("illegal_transition");
  });

  it("may take by its own hand while not ready, never above its capacity, never on the way out", () => {
    const taken = { code: "taken", contact: "c9" } as const;
    const resting = after(ready, AT, moveTo("break"));
    expect(after(resting, AT + 5, taken)).toMatchObject({ used: 1, idleSince: AT + 5 });
    expect(() => after(resting, AT, taken, taken, taken)).toThrow("illegal_transition");
    const going = after(ready, AT, { code: "presence_changed", to: "logging_out", by: "agent" });
    expect([canPull(resting), canPull(going)]).toEqual([true, false]);
  });

  it("releases no more than it holds", () => {
    expect(() => after(ready, AT, release("withdrawn"))).toThrow("illegal_transition: released");
  });

  it("moves to another seat with all its work", () => {
    const moved = after(ready, AT, reserved, { code: "moved", seat: "A-002" });
    expect(moved).toMatchObject({ seatId: "A-002", used: 1, presence: "ready" });
  });

  it("keeps reason and cause only as long as their state", () => {
    const resting = after(ready, AT + 1, { ...moveTo("break"), reason: "meal" });
    expect(resting).toMatchObject({ reason: "meal", stateSince: AT + 1 });
    expect(after(resting, AT + 2, moveTo("ready"))).not.toHaveProperty("reason");
  });

  it("ends only without work, unless its desk is gone", () => {
    const out = { code: "signed_out", by: "engine", how: "asked", until: AT + 9 } as const;
    expect(() => after(ready, AT, reserved, out)).toThrow("illegal_transition");
    expect(after(ready, AT + 10, out)).toMatchObject({ presence: "offline", signedOutAt: AT + 9 });
    expect(after(ready, AT, reserved, { ...out, how: "lost" })).toMatchObject({ used: 0 });
    expect(() => after(ready, AT, out, moveTo("ready"))).toThrow("illegal_transition");
  });

  it("goes with its last piece of work once she asked to", () => {
    const going = after(ready, AT, reserved, { code: "presence_changed", to: "logging_out", by: "agent" });
    expect(whenIdle(going, AT)).toEqual([]);
    const idle = after(going, AT + 7, release("wrapped_up"));
    expect(whenIdle(idle, AT + 7)).toEqual([
      { code: "signed_out", by: "engine", how: "asked", until: AT + 7 },
    ]);
  });

  it("is what its events tell", () => {
    const told: SessionEvent[] = [SIGNED_IN, reserved, { code: "accepted", contact: "c1", offer: "o1" }];
    expect(
      foldSession(
        "s1",
        told.map((event, index) => ({ event, at: AT + index })),
      ),
    ).toEqual(
      after(after(ready, AT + 1, reserved), AT + 2, { code: "accepted", contact: "c1", offer: "o1" }),
    );
    expect(() => foldSession("s1", [{ event: reserved, at: AT }])).toThrow("the first event signs in");
    expect(() => after(ready, AT, SIGNED_IN)).toThrow("illegal_transition: signed_in");
  });
});

describe("how long she has been idle", () => {
  const later = AT + 60_000;
  it.each<[string, readonly SessionEvent[], boolean]>([
    ["starts anew when she accepts", [reserved, { code: "accepted", contact: "c1", offer: "o1" }], true],
    ["starts anew when her work is done", [reserved, release("wrapped_up")], true],
    ["starts anew when her wrap-up is owed", [reserved, release("wrapup_owed")], true],
    ["starts anew when she becomes ready", [moveTo("break"), moveTo("ready")], true],
    ["goes on when an offer is taken back", [reserved, release("withdrawn")], false],
    ["goes on when she rejects", [reserved, release("rejected")], false],
    ["goes on when she does not answer", [reserved, release("no_answer")], false],
    ["goes on when she says again that she is ready", [moveTo("ready")], false],
    ["goes on while she rests", [moveTo("break")], false],
  ])("%s", (_, events, anew) => {
    expect(after(ready, later, ...events).idleSince).toBe(anew ? later : AT);
  });
});

describe("what she did not answer", () => {
  const missed = after(ready, AT, reserved, release("no_answer"), reserved, release("no_answer"));
  it("counts, and rejecting or a withdrawal does not", () => {
    expect(missed.noAnswers).toBe(2);
    expect(after(missed, AT, reserved, release("rejected"), reserved, release("withdrawn")).noAnswers).toBe(
      2,
    );
  });
  it("is forgotten when she accepts, or sets herself ready", () => {
    expect(after(missed, AT, reserved, { code: "accepted", contact: "c", offer: "o" }).noAnswers).toBe(0);
    expect(after(missed, AT, moveTo("not_ready"), moveTo("ready")).noAnswers).toBe(0);
  });
});

describe("wrap-ups owed", () => {
  it("grow when time runs out and shrink when they are filled, never below none", () => {
    const owing = after(ready, AT, reserved, release("wrapup_owed"));
    expect(owing).toMatchObject({ used: 0, wrapupsOwed: 2 });
    const filled = { code: "owed_filled", contact: "c1" } as const;
    expect(after(owing, AT, filled).wrapupsOwed).toBe(1);
    expect(after(owing, AT, filled, filled, filled).wrapupsOwed).toBe(0);
  });
});
