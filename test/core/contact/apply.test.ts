import { describe, expect, it } from "@jest/globals";
import { apply, foldContact, isLegal } from "../../../src/core/contact/apply.ts";
import type { Contact } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { AT, codes, LATER, legal, lived, OPENED, samples, states } from "./lives.ts";

type State = keyof typeof states;
const names = Object.keys(states) as State[];

const pairs = names.flatMap((state) =>
  codes.map((code) => ({ state, code, is: legal[state].includes(code) ? "lets" : "refuses" })),
);

describe("apply", () => {
  it.each(pairs.filter(({ is }) => is === "lets"))("$is a $state contact be $code", ({ state, code }) => {
    const before = structuredClone(states[state]);
    expect(isLegal(state, code)).toBe(true);
    expect(apply(before, samples[code], LATER).eventSeq).toBe(states[state].eventSeq + 1);
    expect(before).toEqual(states[state]);
  });

  it.each(pairs.filter(({ is }) => is === "refuses"))(
    "$is to let a $state contact be $code, and changes nothing",
    ({ state, code }) => {
      const contact = structuredClone(states[state]);
      expect(isLegal(state, code)).toBe(false);
      expect(() => apply(contact, samples[code], LATER)).toThrow(
        `illegal_transition: ${code} while ${state}`,
      );
      expect(contact).toEqual(states[state]);
    },
  );
});

/** What an event changes in a contact; undefined: the field is gone. */
const changes = (before: Contact, event: ContactEvent): Record<string, unknown> => {
  const after: Record<string, unknown> = apply(before, event, LATER);
  const old: Record<string, unknown> = before;
  const keys = new Set([...Object.keys(old), ...Object.keys(after)]);
  return Object.fromEntries(
    [...keys]
      .filter((key) => key !== "eventSeq" && JSON.stringify(old[key]) !== JSON.stringify(after[key]))
      .map((key) => [key, after[key]]),
  );
};

describe("a contact with the bot", () => {
  it("begins with nothing asked and nothing missed", () => {
    expect(lived()).toEqual({
      id: "contact",
      ticketId: "ticket",
      state: "bot",
      eventSeq: 1,
      asked: [],
      greeted: true,
      misses: 0,
      createdAt: AT,
      dueAt: OPENED.opens.dueAt,
    });
  });

  it("knows which contact it reopens, and whom the fan had", () => {
    const opens = { ...OPENED.opens, reopens: { contactId: "old", staffId: "amy" } };
    const contact = foldContact("contact", [{ event: { ...samples.queued, opens }, at: AT }]);
    expect(contact).toMatchObject({ state: "queued", parentContactId: "old", preferId: "amy" });
  });

  const asking = lived(samples.missed, { ...samples.clarified, options: ["a", "b"] });

  it.each([
    ["answered", { asked: [], lastEntryId: "new" }],
    ["clarified", { asked: ["c", "d"], askedAt: LATER }],
    ["missed", { asked: [], misses: 1 }],
    ["greeted", { asked: [] }],
    ["paused", { asked: [], turn: { seq: 5, at: LATER }, dueAt: LATER + 2_500 }],
    ["noted", {}],
    ["note_added", {}],
    ["due", { dueAt: LATER + 1 }],
  ] as const)("remembers what it leaves that it was %s", (code, changed) => {
    expect(changes(asking, samples[code])).toEqual(changed);
  });

  it("forgets its list over a word of thanks, though that needs no answer", () => {
    expect(changes(asking, { ...samples.noted, rule: "courtesy" })).toEqual({ asked: [] });
  });

  it("counts misses anew once something was understood", () => {
    const missed = lived(samples.missed);
    expect(missed.misses).toBe(1);
    expect(apply(missed, samples.answered, LATER).misses).toBe(0);
    expect(apply(missed, samples.clarified, LATER).misses).toBe(0);
    expect(apply(missed, samples.greeted, LATER).misses).toBe(1);
  });
});

describe("a turn", () => {
  const inTurn = lived(samples.paused);

  it("begins with its first piece, and only its end moves with the next", () => {
    expect(changes(inTurn, { ...samples.paused, seq: 6, dueAt: LATER + 4_000 })).toEqual({
      dueAt: LATER + 4_000,
    });
  });

  it.each(["answered", "clarified", "missed", "greeted"] as const)(
    "is over when it was %s, and the bot is patient again",
    (code) => {
      const event = { ...samples[code], turn: 5, dueAt: LATER + 9 };
      const after = apply(inTurn, event, LATER);
      expect(after).not.toHaveProperty("turn");
      expect(after.dueAt).toBe(LATER + 9);
    },
  );

  it("goes on over thanks and reports, unless these say that it is over", () => {
    const thanks = { ...samples.noted, rule: "courtesy" };
    expect(apply(inTurn, thanks, LATER).turn).toEqual(inTurn.turn);
    expect(apply(inTurn, samples.noted, LATER).turn).toEqual(inTurn.turn);
    expect(apply(inTurn, { ...thanks, turn: 5 }, LATER)).not.toHaveProperty("turn");
  });

  it.each(["queued", "left_message"] as const)("is over when the contact is %s", (code) => {
    const after = apply(inTurn, samples[code], LATER);
    expect(after).not.toHaveProperty("turn");
    expect(after).not.toHaveProperty("dueAt");
  });
});

describe("a contact that waits for a person", () => {
  it("has no timer and no list, and knows why, where and since when", () => {
    const asking = lived(samples.clarified);
    expect(changes(asking, samples.queued)).toEqual({
      state: "queued",
      asked: [],
      dueAt: undefined,
      queueReason: "missed_twice",
      queueId: "queue",
      enqueuedAt: LATER,
      enteredAt: LATER,
      waitingSince: LATER,
    });
    expect(apply(asking, samples.left_message, LATER)).toMatchObject({
      state: "left_message",
      promisedAt: LATER + 2,
      enqueuedAt: LATER,
    });
  });

  it("keeps its place through offers, and while somebody has to come first", () => {
    const offered = lived(samples.queued, samples.offered);
    expect(offered).toMatchObject({
      state: "offered",
      offer: { id: "offer", staffId: "amy" },
      dueAt: samples.offered.until,
    });
    expect(changes(offered, samples.offer_ended)).toEqual({
      state: "queued",
      offer: undefined,
      dueAt: undefined,
    });
    const left = lived(samples.left_message);
    expect(apply(left, { code: "queued", reason: "left_before" }, LATER)).toMatchObject({
      state: "queued",
      queueId: "queue",
      enqueuedAt: left.enqueuedAt,
    });
  });

  it.each(["queued", "offered", "left_message"] as const)(
    "changes only its count when the fan writes while it is %s",
    (state) => {
      expect(changes(states[state], samples.waited)).toEqual({});
    },
  );

  it("ends as abandoned without offer or timer", () => {
    expect(changes(states.offered, samples.abandoned)).toEqual({
      state: "abandoned",
      offer: undefined,
      dueAt: undefined,
      waitingSince: undefined,
      endedAt: LATER,
      resolution: "unfollowed",
    });
  });
});

describe("a contact that an agent has", () => {
  const { active } = states;

  it("is hers from accepting on, and the fan still waits", () => {
    expect(changes(states.offered, samples.accepted)).toEqual({
      state: "active",
      offer: undefined,
      dueAt: undefined,
      ownerId: "amy",
      sessionId: "desk",
      acceptedAt: LATER,
    });
  });

  it("waits from the fan's first unanswered word to the next reply", () => {
    const answered = apply(active, samples.replied, LATER);
    expect(answered).not.toHaveProperty("waitingSince");
    expect(answered.firstReplyAt).toBe(LATER);
    const heard = apply(answered, samples.heard, LATER + 1);
    expect(heard.waitingSince).toBe(LATER + 1);
    expect(apply(heard, samples.heard, LATER + 2).waitingSince).toBe(LATER + 1);
    expect(apply(heard, samples.replied, LATER + 3).firstReplyAt).toBe(LATER);
  });

  it("stays hers without her desk, until others have to look after the fan", () => {
    expect(changes(active, samples.orphaned)).toEqual({ sessionId: undefined });
    const orphan = apply(active, samples.orphaned, LATER);
    expect(apply(orphan, samples.adopted, LATER).sessionId).toBe("other desk");
    const queued = apply(orphan, { code: "queued", reason: "orphaned" }, LATER);
    expect(queued).toMatchObject({
      state: "queued",
      enqueuedAt: active.enqueuedAt,
      acceptedAt: active.acceptedAt,
    });
    expect(queued).not.toHaveProperty("ownerId");
  });

  it("is at wrap-up when the talk has ended, which can be taken back", () => {
    const answeredOnce = apply(active, samples.replied, LATER - 2);
    const heard = apply(answeredOnce, samples.heard, LATER - 1);
    const over = apply(heard, samples.ended, LATER);
    expect(over).toMatchObject({
      state: "wrapup",
      ownerId: "amy",
      talkEndedAt: LATER,
      talkEndedBy: "agent",
      dueAt: samples.ended.dueAt,
    });
    // The fan waits as long as she did.
    expect(apply(over, samples.resumed, LATER + 1)).toEqual({ ...heard, eventSeq: over.eventSeq + 1 });
    const answered = apply(apply(active, samples.replied, LATER), samples.ended, LATER);
    expect(apply(answered, samples.resumed, LATER)).not.toHaveProperty("waitingSince");
  });

  it("can owe its wrap-up, and is closed by it", () => {
    expect(changes(states.wrapup, samples.wrapup_owed)).toEqual({
      dueAt: undefined,
      sessionId: undefined,
      owedSince: LATER,
    });
    const owed = apply(states.wrapup, samples.wrapup_owed, LATER);
    expect(apply(owed, samples.wrapped_up, LATER + 1)).toMatchObject({
      state: "closed",
      ownerId: "amy",
      talkEndedAt: states.wrapup.talkEndedAt,
      owedSince: LATER,
      endedAt: LATER + 1,
      resolution: "wrapped_up",
    });
  });
});

describe("a talk that is over", () => {
  const closed = apply(states.wrapup, samples.wrapped_up, LATER);

  it("is rated once its end is final, also where it is wrapped up by then; the last rating counts", () => {
    for (const over of [states.wrapup, closed]) {
      expect(over.ratingDueAt).toBe(samples.ended.ratingDueAt);
      const asked = apply(over, samples.rating_asked, LATER + 1);
      expect(asked).toMatchObject({ state: over.state, ratingAskedAt: LATER + 1 });
      expect(asked).not.toHaveProperty("ratingDueAt");
      const rated = apply(asked, { ...samples.rated, score: 1 }, LATER + 2);
      expect(apply(rated, samples.rated, LATER + 3)).toMatchObject({ state: over.state, rating: 4 });
    }
  });

  it("is not asked about twice where it was passed over, or goes on", () => {
    expect(changes(closed, samples.rating_skipped)).toEqual({ ratingDueAt: undefined });
    expect(apply(states.wrapup, samples.resumed, LATER)).not.toHaveProperty("ratingDueAt");
  });
});

describe("foldContact", () => {
  it("refuses a history whose first event does not open", () => {
    expect(() => foldContact("contact", [])).toThrow("the first event opens");
    expect(() => foldContact("contact", [{ event: samples.greeted, at: AT }])).toThrow(
      "the first event opens",
    );
  });

  it("refuses a history that opens twice", () => {
    const twice = [OPENED, OPENED].map((event) => ({ event, at: AT }));
    expect(() => foldContact("contact", twice)).toThrow("illegal_transition: greeted opens again");
  });
});
