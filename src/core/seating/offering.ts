import type { Contact } from "../contact/contact.ts";
import type { ContactEvent } from "../contact/event.ts";
import type { OfferOutcome } from "../contact/happening/words.ts";
import type { Passing } from "./passing/passing.ts";
import type { SessionEvent } from "./session-event.ts";
import { type AgentSession, canBeInterrupted, canTake } from "./session.ts";
import { type AgentWork, endOffers, type NewOffer, type Offer, unitsOf, type WorkChange } from "./work.ts";

/** Why she may not want a contact (婉拒). */
export const REJECT_REASONS = ["busy", "not_my_field", "language", "other"] as const;
export type RejectReason = (typeof REJECT_REASONS)[number];

/** Invites her, or seats the contact with her at once. Undefined where either is not free for it any more. */
export function makeOffer(
  contact: Contact,
  before: AgentSession,
  offer: NewOffer,
  mode: "offered" | "auto",
): WorkChange | undefined {
  const fits = canTake(before, offer.units);
  const interrupts = !fits && offer.interrupts === true && canBeInterrupted(before);
  if (contact.state !== "queued" || (!fits && !interrupts)) return undefined;
  const { id, contactId, staffId: staff, sessionId: session, until, why } = offer;
  const offered: ContactEvent = {
    code: "offered",
    offer: id,
    staff,
    session,
    until,
    ...unitsOf(offer),
    ...(why && { why }),
  };
  const reserved: SessionEvent = {
    code: "reserved",
    contact: contactId,
    offer: id,
    ...unitsOf(offer),
    ...(interrupts && { interrupts }),
  };
  if (mode === "offered") {
    return {
      contacts: [{ contact, events: [offered] }],
      made: offer,
      ended: [],
      session: { before, events: [reserved] },
    };
  }
  return {
    contacts: [{ contact, events: [offered, { code: "accepted", staff, session, mode: "auto", offer: id }] }],
    made: offer,
    ended: [{ offer, outcome: "accepted" }],
    session: { before, events: [reserved, { code: "accepted", contact: contactId, offer: id }] },
  };
}

/**
 * 一起响: invites all of them who are free for it; each gives her units as for an offer to her alone. Undefined where
 * nobody is.
 */
export function callAll(
  contact: Contact,
  sessions: ReadonlyMap<string, AgentSession>,
  offers: readonly NewOffer[],
): Passing | undefined {
  const made = offers.flatMap((offer) => {
    const before = sessions.get(offer.sessionId);
    const change = before && makeOffer(contact, before, offer, "offered");
    return change === undefined ? [] : [{ offer, change }];
  });
  const [first, ...rest] = made;
  const event = first?.change.contacts[0]?.events[0];
  if (first === undefined || event?.code !== "offered") return undefined;
  const beside = rest.map(({ offer }) => offer.staffId);
  return {
    events: [beside.length === 0 ? event : { ...event, beside }],
    sessions: made.map(({ change }) => change.session),
    made: made.map(({ offer }) => offer),
    ended: [],
  };
}

/** 一起响: the first who accepts has it, and nobody else is asked any more. */
export function answerCall(contact: Contact, hers: Answering, others: readonly Answering[]): Passing {
  const { contacts, ended, session } = acceptOffer(contact, hers.session, hers.offer);
  return {
    events: contacts.flatMap(({ events }) => events),
    sessions: [session, ...others.map(withdrawn)],
    ended: [
      ...ended,
      ...others.map(({ offer }) => ({ offer, outcome: "withdrawn", reason: "already_taken" }) as const),
    ],
  };
}

/** An offer, and the session of whom it was made to. */
export type Answering = { readonly offer: Offer; readonly session: AgentSession };

/** She is not asked any more, and it costs her nothing. */
export const withdrawn = ({ offer, session }: Answering): Passing["sessions"][number] => ({
  before: session,
  events: [
    { code: "released", offer: offer.id, contact: offer.contactId, why: "withdrawn", ...unitsOf(offer) },
  ],
});

/** She takes it. The caller has seen that the offer lives and that its contact still is hers to take. */
export function acceptOffer(contact: Contact, before: AgentSession, offer: Offer): WorkChange {
  const { id, contactId, staffId: staff, sessionId: session } = offer;
  return {
    contacts: [{ contact, events: [{ code: "accepted", staff, session, mode: "accepted", offer: id }] }],
    ended: [{ offer, outcome: "accepted" }],
    session: { before, events: [{ code: "accepted", contact: contactId, offer: id }] },
  };
}

/**
 * An offer ends without her: the contact waits on at its place. So many in a row not answered set her away, which
 * takes her other offers with it; who rejects is only passed over.
 */
export function endOffer(
  work: AgentWork,
  offer: Offer,
  outcome: OfferOutcome,
  rule: { readonly noAnswerMax: number; readonly reason?: string },
): WorkChange {
  const { session: before, offers } = work;
  const { noAnswerMax, reason } = rule;
  const away = outcome === "no_answer" && before.presence === "ready" && before.noAnswers + 1 >= noAnswerMax;
  const others = away ? offers.filter(({ id }) => id !== offer.id) : [];
  const { contacts, ended, released } = endOffers(work, [
    { offer, outcome, ...(reason && { reason }) },
    ...others.map((other) => ({ offer: other, outcome: "withdrawn", reason: "set_away" }) as const),
  ]);
  const gone: SessionEvent = { code: "presence_changed", to: "auto_away", by: "engine", cause: "no_answer" };
  return { contacts, ended, session: { before, events: away ? [...released, gone] : released } };
}
