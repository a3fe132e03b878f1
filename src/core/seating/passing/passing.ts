import type { Contact } from "../../contact/contact.ts";
import { apply } from "../../contact/apply.ts";
import type { ContactEvent } from "../../contact/event.ts";
import type { BounceReason } from "../../contact/happening/words.ts";
import type { Instant } from "../../kernel/instant.ts";
import { type Answering, makeOffer, withdrawn } from "../offering.ts";
import type { SessionEvent } from "../session-event.ts";
import { type AgentSession, canTake } from "../session.ts";
import { type EndedOffer, type NewOffer, type Offer, unitsOf } from "../work.ts";

/** What is done to one contact between agents: true as a whole, or not at all. Sessions in the order of what is told. */
export type Passing = {
  readonly events: readonly ContactEvent[];
  readonly sessions: readonly { readonly before: AgentSession; readonly events: readonly SessionEvent[] }[];
  readonly made?: readonly Offer[];
  readonly ended: readonly EndedOffer[];
};

type Queued = Extract<ContactEvent, { code: "queued" }>;

/** Her work on a contact is over; of one that was put aside she holds nothing. */
export const releaseOf = (contact: Contact): SessionEvent => ({
  code: "released",
  contact: contact.id,
  why: "transferred",
  ...(contact.sessionId === undefined ? { units: 0 } : unitsOf(contact)),
});

const freed = (contact: Contact, owner: AgentSession | undefined) =>
  owner === undefined ? [] : [{ before: owner, events: [releaseOf(contact)] }];

/**
 * 转接 to one agent, 直接转: the sender is free at once and it is offered to that agent alone. Where she cannot take it
 * now it waits in its queue, as a little older, and is not offered to the sender (seats section 2.9).
 */
export function passTo(
  contact: Contact,
  agents: { readonly owner: AgentSession | undefined; readonly target: AgentSession | undefined },
  given: {
    readonly queued: Queued;
    readonly offer: Omit<NewOffer, "sessionId">;
    readonly mode: "offered" | "auto";
  },
  at: Instant,
): Passing {
  const { owner, target } = agents;
  const { queued, offer, mode } = given;
  const waits: Queued = { ...queued, to: offer.staffId };
  const made =
    target && makeOffer(apply(contact, waits, at), target, { ...offer, sessionId: target.id }, mode);
  if (made === undefined)
    return { events: [{ ...queued, returned: true }], sessions: freed(contact, owner), ended: [] };
  return {
    events: [waits, ...made.contacts.flatMap(({ events }) => events)],
    sessions: [...freed(contact, owner), made.session],
    ...(made.made && { made: [made.made] }),
    ended: made.ended,
  };
}

/** 暖转: she is asked for it, and its agent has it until she accepts; undefined where she cannot take it now. */
export function askFor(
  contact: Contact,
  agents: { readonly owner: AgentSession | undefined; readonly target: AgentSession },
  given: {
    readonly from: string | undefined;
    readonly offer: Omit<NewOffer, "sessionId">;
    readonly mode: "offered" | "auto";
  },
): Passing | undefined {
  const { target } = agents;
  const offer: Offer = { ...given.offer, sessionId: target.id };
  if (!canTake(target, offer.units)) return undefined;
  const { id, staffId: staff, sessionId: session, until } = offer;
  const units = unitsOf(offer);
  const from = given.from === undefined ? {} : { from: given.from };
  const asked: ContactEvent = { code: "pass_offered", offer: id, staff, session, until, ...units, ...from };
  const reserved: SessionEvent = { code: "reserved", contact: contact.id, offer: id, ...units };
  if (given.mode === "offered") {
    return { events: [asked], sessions: [{ before: target, events: [reserved] }], made: [offer], ended: [] };
  }
  const over = takeOver(contact, offer, agents, "auto");
  return {
    events: [asked, ...over.events],
    sessions: over.sessions.map(({ before, events }) =>
      before === target ? { before, events: [reserved, ...events] } : { before, events },
    ),
    made: [offer],
    ended: over.ended,
  };
}

/** She has accepted what was passed on to her warm: hers from now on, and the sender free. */
export function takeOver(
  contact: Contact,
  offer: Offer,
  { owner, target }: { readonly owner: AgentSession | undefined; readonly target: AgentSession },
  mode: "accepted" | "auto",
): Passing {
  const { id, staffId: staff, sessionId: session } = offer;
  return {
    events: [{ code: "passed", offer: id, staff, session, mode, ...unitsOf(offer) }],
    sessions: [
      { before: target, events: [{ code: "accepted", contact: contact.id, offer: id }] },
      ...freed(contact, owner),
    ],
    ended: [{ offer, outcome: "accepted" }],
  };
}

/** 撤回转接 of a warm one: nobody is asked any more; its agent has it all the while. */
export function callOff(contact: Contact, asked: Answering | undefined): Passing {
  const ended = { outcome: "withdrawn", reason: "recalled" } as const;
  const { passingOffer: offer = "", passingTo: staff = "" } = contact;
  const events = [{ code: "pass_ended", offer, staff, ...ended }] as const;
  if (asked === undefined) return { events, sessions: [], ended: [] };
  return { events, sessions: [withdrawn(asked)], ended: [{ offer: asked.offer, ...ended }] };
}

/** 退回: to the front of the queue that it came from; its sender may have it again, and is told that she was wrong. */
export function sendBack(
  contact: Contact,
  owner: AgentSession | undefined,
  given: {
    readonly staff: string;
    readonly queue: string;
    readonly misrouted: string;
    readonly why: BounceReason;
  },
): Passing {
  const { staff: sender, queue, misrouted, why } = given;
  return {
    events: [{ code: "queued", reason: "bounced", queue, sender, misrouted, why }],
    sessions: freed(contact, owner),
    ended: [],
  };
}

/**
 * 因辱骂交接: to the front of its queue, with the age that it has, and never to her again; nobody's transfer, and nobody's
 * mistake (days, G26). `first`: what is told of it before.
 */
export function giveAway(
  contact: Contact,
  owner: AgentSession | undefined,
  given: {
    readonly staff: string;
    readonly queue: string | undefined;
    readonly first: readonly ContactEvent[];
  },
): Passing {
  const { staff: sender, queue, first } = given;
  const barred = [...new Set([...(contact.demand?.barred ?? []), sender])];
  const demand = { ...contact.demand, barred };
  const into = queue === undefined ? {} : { queue };
  return {
    events: [...first, { code: "queued", reason: "abuse", sender, demand, ...into }],
    sessions: freed(contact, owner),
    ended: [],
  };
}

type Taken = {
  readonly session: AgentSession;
  readonly mode: "recalled" | "forced";
  /** The queue that it goes back to. */
  readonly queue?: string;
  readonly units: number;
};

/**
 * 撤回转接, 指派: it is hers, whoever is asked for it just now, and nobody is punished. Whether she has room for it is the
 * caller's matter.
 */
export function giveTo(
  contact: Contact,
  asked: readonly Answering[],
  { session, mode, queue, units }: Taken,
): Passing {
  const into = queue === undefined ? {} : { queue };
  const accepted = {
    code: "accepted",
    staff: session.staffId,
    session: session.id,
    mode,
    ...unitsOf({ units }),
    ...into,
  } as const;
  const own = asked.find((one) => one.session.id === session.id)?.offer;
  const others = asked.filter((one) => one.offer !== own);
  const hers: SessionEvent =
    own === undefined
      ? { code: "given", contact: contact.id, ...unitsOf({ units }) }
      : { code: "accepted", contact: contact.id, offer: own.id };
  const over = { outcome: "withdrawn", reason: mode } as const;
  const [last] = others;
  return {
    events: [
      // Of all that end with it one word is enough: its own offer ends with the acceptance.
      ...(own === undefined && last !== undefined
        ? [{ code: "offer_ended", offer: last.offer.id, ...over } as const]
        : []),
      { ...accepted, ...(own && { offer: own.id }) },
    ],
    sessions: [...others.map(withdrawn), { before: session, events: [hers] }],
    ended: [
      ...(own === undefined ? [] : [{ offer: own, outcome: "accepted" } as const]),
      ...others.map(({ offer }) => ({ offer, ...over })),
    ],
  };
}
