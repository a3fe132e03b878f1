import { apply } from "../../../src/core/contact/apply.ts";
import { type Contact, open } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";

export const AT = Date.UTC(2026, 2, 1, 12);
export const LATER = AT + 60_000;

export type Code = ContactEvent["code"];

/** One of each event. */
export const samples = {
  answered: { code: "answered", seq: 5, entry: "new", version: 2, rule: "matched" },
  clarified: { code: "clarified", seq: 5, options: ["c", "d"], rule: "close", scores: [] },
  missed: { code: "missed", seq: 5, rule: "below_threshold", scores: [] },
  greeted: { code: "greeted", seq: 5 },
  told: { code: "told", seq: 5, rule: "menu" },
  paused: { code: "paused", seq: 5, rule: "opener", dueAt: LATER + 2_500 },
  due: { code: "due", dueAt: LATER + 1 },
  scanned: { code: "scanned", seq: 5, scene: "scene", queue: "scene's queue" },
  noted: { code: "noted", seq: 5, rule: "location_reported" },
  queued: { code: "queued", reason: "missed_twice", queue: "queue", seq: 5, rule: "misses_in_row" },
  left_message: { code: "left_message", reason: "asked", queue: "queue", promisedAt: LATER + 2, seq: 5 },
  waited: { code: "waited", seq: 5 },
  offered: { code: "offered", offer: "offer", staff: "amy", session: "desk", until: LATER + 30_000 },
  offer_ended: { code: "offer_ended", offer: "offer", outcome: "no_answer" },
  accepted: { code: "accepted", staff: "amy", session: "desk", mode: "accepted", offer: "offer" },
  called: { code: "called", call: "call", direction: "in", staff: "amy", session: "desk" },
  talked: { code: "talked", staff: "amy", answeredAt: LATER - 1_000 },
  pass_offered: {
    code: "pass_offered",
    offer: "warm",
    staff: "bo",
    session: "bo's desk",
    until: LATER + 30_000,
    from: "queue",
  },
  pass_ended: { code: "pass_ended", offer: "warm", staff: "bo", outcome: "rejected" },
  passed: { code: "passed", offer: "warm", staff: "bo", session: "bo's desk", mode: "accepted", units: 2 },
  heard: { code: "heard", seq: 5 },
  replied: { code: "replied", seq: 6, staff: "amy", parts: 1 },
  held: { code: "held", by: "agent", staff: "amy" },
  unheld: { code: "unheld", staff: "amy" },
  note_added: { code: "note_added", seq: 6, staff: "amy" },
  consulted: { code: "consulted", consultation: "question", kind: "consult", staff: "bo", seq: 6 },
  consult_ended: {
    code: "consult_ended",
    consultation: "question",
    kind: "consult",
    staff: "amy",
    how: "answered",
    seq: 7,
  },
  joined: { code: "joined", staff: "bo", session: "bo's desk", units: 2 },
  parted: { code: "parted", staff: "bo" },
  orphaned: { code: "orphaned" },
  adopted: { code: "adopted", session: "other desk" },
  ended: { code: "ended", by: "agent", staff: "amy", dueAt: LATER + 60_000, ratingDueAt: LATER + 8_000 },
  resumed: { code: "resumed", staff: "amy" },
  wrapup_owed: { code: "wrapup_owed" },
  wrapped_up: { code: "wrapped_up", staff: "amy" },
  closed: { code: "closed", resolution: "idle" },
  abandoned: { code: "abandoned", resolution: "unfollowed", seq: 5 },
  rating_asked: { code: "rating_asked", seq: 7 },
  rating_skipped: { code: "rating_skipped", because: "back" },
  rated: { code: "rated", seq: 8, score: 4 },
} as const satisfies { [Each in Code]: Extract<ContactEvent, { code: Each }> };

export const codes = Object.keys(samples) as Code[];

const OPENS = { ticketId: "ticket", dueAt: AT + 1_800_000 };
export const OPENED = { code: "greeted", seq: 1, opens: OPENS } as const;

/** A contact after these events, each a second after the one before. */
export const lived = (...events: readonly ContactEvent[]): Contact =>
  [OPENED, ...events].reduce<Contact>(
    (contact, event, index) => apply(contact, event, AT + index * 1_000),
    open("contact", OPENS, AT),
  );

const { queued, offered, accepted, ended } = samples;

/** A contact in each state. */
export const states = {
  bot: lived(samples.clarified, { ...samples.missed, seq: 3 }),
  queued: lived(queued),
  offered: lived(queued, offered),
  active: lived(queued, offered, accepted),
  wrapup: lived(queued, offered, accepted, ended),
  left_message: lived(samples.left_message),
  closed: lived(samples.closed),
  abandoned: lived(queued, samples.abandoned),
} as const satisfies { [State in Contact["state"]]: Contact };

/** What may happen while a contact is in a state; everything else is refused. */
export const legal: Readonly<Record<keyof typeof states, readonly Code[]>> = {
  bot: [
    ...([
      "answered",
      "clarified",
      "missed",
      "greeted",
      "told",
      "paused",
      "due",
      "noted",
      "note_added",
    ] as const),
    ...(["scanned", "queued", "left_message", "closed", "called"] as const),
  ],
  queued: [
    "queued",
    ...(["noted", "scanned", "note_added", "left_message", "waited"] as const),
    ...(["offered", "accepted", "closed", "abandoned"] as const),
  ],
  offered: ["noted", "scanned", "note_added", "waited", "offer_ended", "accepted", "closed", "abandoned"],
  active: [
    ...(["noted", "note_added", "heard", "replied", "orphaned", "adopted", "ended"] as const),
    ...(["scanned", "queued", "left_message", "held", "unheld", "consulted", "consult_ended"] as const),
    ...(["called", "talked", "joined", "parted"] as const),
    ...(["pass_offered", "pass_ended", "passed"] as const),
  ],
  wrapup: [
    ...(["note_added", "consult_ended", "adopted", "resumed", "wrapup_owed", "wrapped_up"] as const),
    ...(["called", "talked"] as const),
    ...(["rating_asked", "rating_skipped", "rated"] as const),
  ],
  left_message: [
    ...(["noted", "scanned", "note_added", "queued", "left_message"] as const),
    ...(["waited", "closed", "abandoned"] as const),
  ],
  closed: ["rating_asked", "rating_skipped", "rated"],
  abandoned: ["queued", "left_message"],
};
