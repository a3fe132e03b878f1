import type { Instant } from "../kernel/instant.ts";
import { calling, isCalling } from "../call/calling.ts";
import type { CallHappening } from "../call/event.ts";
import { type BesideHappening, isBeside } from "../consult/event.ts";
import { type Contact, type ContactState, open } from "./contact.ts";
import type { ContactEvent } from "./event.ts";
import type { TurnEnd } from "./happening/words.ts";
import { isPassing, type Passing, PASSING, passedOn, passing, returned } from "./fold/passing.ts";
import { spoken, without } from "./fold/without.ts";

type Code = ContactEvent["code"];

/** From which states an event may come (seats section 1.3). Everything else is illegal and changes nothing. */
const LEGAL: Readonly<Record<Code, readonly ContactState[]>> = {
  answered: ["bot"],
  clarified: ["bot"],
  missed: ["bot"],
  greeted: ["bot"],
  told: ["bot"],
  paused: ["bot"],
  due: ["bot"],
  scanned: ["bot", "queued", "offered", "active", "left_message"],
  noted: ["bot", "queued", "offered", "active", "left_message"],
  queued: ["bot", "queued", "active", "left_message", "abandoned"],
  left_message: ["bot", "queued", "active", "left_message", "abandoned"],
  waited: ["queued", "offered", "left_message"],
  offered: ["queued"],
  offer_ended: ["offered"],
  called: ["bot", "active", "wrapup"],
  talked: ["active", "wrapup"],
  accepted: ["offered", "queued"],
  pass_offered: ["active"],
  pass_ended: ["active"],
  passed: ["active"],
  heard: ["active"],
  replied: ["active"],
  held: ["active"],
  unheld: ["active"],
  note_added: ["bot", "queued", "offered", "active", "left_message", "wrapup"],
  consulted: ["active"],
  joined: ["active"],
  parted: ["active"],
  consult_ended: ["active", "wrapup"],
  orphaned: ["active"],
  adopted: ["active", "wrapup"],
  ended: ["active"],
  resumed: ["wrapup"],
  wrapup_owed: ["wrapup"],
  wrapped_up: ["wrapup"],
  closed: ["bot", "queued", "offered", "left_message"],
  abandoned: ["queued", "offered", "left_message"],
  rating_asked: ["wrapup", "closed"],
  rating_skipped: ["wrapup", "closed"],
  rated: ["wrapup", "closed"],
};

export const isLegal = (state: ContactState, code: Code): boolean => LEGAL[code].includes(state);

/** The only way in which a contact changes; what is not legal throws and changes nothing. */
export function apply(contact: Contact, event: ContactEvent, at: Instant): Contact {
  if (!isLegal(contact.state, event.code)) {
    throw new Error(`illegal_transition: ${event.code} while ${contact.state}`);
  }
  if (event.opens !== undefined && contact.eventSeq > 0) {
    throw new Error(`illegal_transition: ${event.code} opens again`);
  }
  const { lane = contact.lane } = event;
  const next = { ...contact, eventSeq: contact.eventSeq + 1, ...(lane === undefined ? {} : { lane }) };
  const after = step(next, event, at);
  // When it was asked goes with the list.
  return after.asked.length === 0 && after.askedAt !== undefined ? without(after, "askedAt") : after;
}

function step(next: Contact, event: ContactEvent, at: Instant): Contact {
  if (isBeside(event)) return next;
  if (isCalling(event)) return calling(next, event, at);
  return isPassing(event) ? passing(next, event, at) : changed(next, event, at);
}

/** A contact as its events tell it; the first must open it, and no other. */
export function foldContact(
  id: string,
  events: readonly { readonly event: ContactEvent; readonly at: Instant }[],
): Contact {
  const [first] = events;
  if (first?.event.opens === undefined) {
    throw new Error("illegal_transition: the first event opens a contact");
  }
  return events.reduce(
    (contact, { event, at }) => apply(contact, event, at),
    open(id, first.event.opens, first.at),
  );
}

type Own = Exclude<ContactEvent, CallHappening | BesideHappening | Passing>;

function changed(next: Contact, event: Own, at: Instant): Contact {
  switch (event.code) {
    // The list dies with the fan's next words, whatever these are.
    case "answered":
      return { ...turnOver(next, event), asked: [], misses: 0, lastEntryId: event.entry };
    case "clarified":
      return { ...turnOver(next, event), asked: event.options, askedAt: at, misses: 0 };
    case "missed":
      return { ...turnOver(next, event), asked: [], misses: next.misses + 1 };
    case "greeted":
      return { ...turnOver(next, event), asked: [], greeted: true };
    case "told":
      return { ...turnOver(next, event), asked: [] };
    case "paused":
      return { ...next, asked: [], turn: next.turn ?? { seq: event.seq, at }, dueAt: event.dueAt };
    case "due":
      return { ...next, dueAt: event.dueAt };
    case "scanned":
      // Who waits for a person or has one stays where she is.
      return next.state === "bot" && event.queue !== undefined ? { ...next, queueId: event.queue } : next;
    case "noted":
      // A report of the platform, as of her place, is no word of hers.
      return WORDS_OF_HERS.has(event.rule) ? { ...turnOver(next, event), asked: [] } : next;
    case "queued":
    case "left_message":
      return waiting(next, event, at);
    case "waited":
      return { ...without(next, "choices"), waitingSince: next.waitingSince ?? at };
    case "offered":
      return {
        ...next,
        state: "offered",
        offer: { id: event.offer, staffId: event.staff },
        dueAt: event.until,
        ...(event.units === undefined ? {} : { units: event.units }),
      };
    case "offer_ended":
      if (event.next !== undefined)
        return { ...next, offer: { id: event.next.offer, staffId: event.next.staff } };
      return { ...returned(without(next, "offer", "dueAt", "units"), at), state: "queued" };
    case "rating_asked":
    case "rating_skipped":
    case "rated":
      return rated(next, event, at);
    case "accepted":
    case "heard":
    case "replied":
    case "held":
    case "unheld":
    case "note_added":
    case "orphaned":
    case "adopted":
    case "ended":
    case "resumed":
    case "wrapup_owed":
    case "wrapped_up":
    case "closed":
    case "abandoned":
      return served(next, event, at);
  }
}

type Rated = Extract<ContactEvent, { code: "rating_asked" | "rating_skipped" | "rated" }>;

function rated(next: Contact, event: Rated, at: Instant): Contact {
  if (event.code === "rated") return { ...next, rating: event.score };
  const over = without(next, "ratingDueAt");
  return event.code === "rating_asked" ? { ...over, ratingAskedAt: at } : over;
}

const WORDS_OF_HERS: ReadonlySet<string> = new Set(["courtesy", "opener_again", "sign"]);

function turnOver(next: Contact, { turn, dueAt }: TurnEnd): Contact {
  if (turn === undefined) return next;
  const over = without(next, "turn");
  return dueAt === undefined ? over : { ...over, dueAt };
}

type Waiting = Extract<ContactEvent, { code: "queued" | "left_message" }>;

function waiting(next: Contact, event: Waiting, at: Instant): Contact {
  const { reason, queue } = event;
  const { keepsAge = true, demand } = event.code === "queued" ? event : {};
  const waits: Contact = {
    ...without(
      spoken(next),
      "dueAt",
      "turn",
      "ownerId",
      "sessionId",
      "units",
      "promisedAt",
      "choices",
      "endedAt",
      "resolution",
      ...PASSING,
    ),
    state: event.code,
    asked: [],
    queueReason: reason,
    enqueuedAt: keepsAge ? (next.enqueuedAt ?? at) : at,
    // Who comes back in time waits on, as if she had not left.
    enteredAt: reason === "returned" ? (next.enteredAt ?? at) : at,
    waitingSince: next.waitingSince ?? at,
    ...(queue === undefined ? {} : { queueId: queue }),
    ...(event.code === "left_message" ? { promisedAt: event.promisedAt } : {}),
    ...(event.choices === undefined ? {} : { choices: event.choices }),
    ...nightOf(next, event),
    ...(demand === undefined ? {} : { demand }),
  };
  if (event.code === "queued") return passedOn(waits, event);
  // Until then nobody waits, unless she writes; and who promised it has it then.
  if (event.reason !== "call_back") return waits;
  return { ...without(waits, "waitingSince"), ...(event.staff && { preferId: event.staff }) };
}

/** What she was told first counts, until somebody has answered her. */
function nightOf({ nightDueAt, firstReplyAt }: Contact, event: Waiting): Pick<Contact, "nightDueAt"> {
  if (event.code !== "left_message" || event.overnight !== true || firstReplyAt !== undefined) return {};
  return { nightDueAt: Math.min(nightDueAt ?? Infinity, event.promisedAt) };
}

function accepted(next: Contact, event: Extract<ContactEvent, { code: "accepted" }>, at: Instant): Contact {
  const { staff: ownerId, session: sessionId, units, queue, mode } = event;
  const hers: Contact = {
    ...without(next, "offer", "dueAt", "passedTo"),
    state: "active",
    ownerId,
    sessionId,
    ...(units === undefined ? {} : { units }),
    ...(queue === undefined ? {} : { queueId: queue }),
    acceptedAt: next.acceptedAt ?? at,
  };
  if (mode === "recalled") return without(hers, "sentBy", "passedBy", "passedFrom", "passedTakenAt");
  return next.passedBy === undefined ? hers : { ...hers, passedTakenAt: at };
}

type Served = Exclude<
  ContactEvent,
  | Passing
  | Waiting
  | {
      code: "answered" | "clarified" | "missed" | "greeted" | "told" | "paused" | "due" | "noted" | "scanned";
    }
  | { code: "waited" | "offered" | "offer_ended" }
  | CallHappening
  | BesideHappening
  | { code: "rating_asked" | "rating_skipped" | "rated" }
>;

function served(next: Contact, event: Served, at: Instant): Contact {
  switch (event.code) {
    case "accepted":
      return accepted(next, event, at);
    case "heard":
      return { ...spoken(next), waitingSince: next.waitingSince ?? at };
    case "replied":
      return { ...without(spoken(next), "waitingSince"), firstReplyAt: next.firstReplyAt ?? at };
    case "held": {
      const aside = { ...next, heldSince: at, heldBy: event.by };
      return event.keepsUnits === true ? aside : without(aside, "sessionId");
    }
    case "unheld":
      return spoken(next);
    case "note_added":
      return next;
    case "orphaned":
      return without(next, "sessionId");
    case "adopted":
      return { ...next, sessionId: event.session };
    case "ended":
      // Since when the fan waits stays known as long as the end may be taken back.
      return {
        ...without(spoken(next), ...PASSING),
        state: "wrapup",
        talkEndedAt: at,
        talkEndedBy: event.by,
        dueAt: event.dueAt,
        ...(event.ratingDueAt === undefined ? {} : { ratingDueAt: event.ratingDueAt }),
      };
    case "resumed":
      return { ...without(next, "dueAt", "talkEndedAt", "talkEndedBy", "ratingDueAt"), state: "active" };
    case "wrapup_owed":
      return { ...without(next, "dueAt", "sessionId", "units", "waitingSince"), owedSince: at };
    case "wrapped_up":
      return { ...over(next, at), state: "closed", resolution: "wrapped_up" };
    case "closed":
    case "abandoned":
      return { ...over(next, at), state: event.code, resolution: event.resolution };
  }
}

const over = (contact: Contact, at: Instant): Contact => ({
  ...without(contact, "dueAt", "turn", "offer", "waitingSince", "sessionId", "units"),
  asked: [],
  endedAt: at,
});
