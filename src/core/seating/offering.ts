import type { Contact } from "../contact/contact.ts";
import type { ContactEvent, OfferOutcome } from "../contact/event.ts";
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
