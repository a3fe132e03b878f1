import { type Contact, standsFor } from "../contact/contact.ts";
import type { Why } from "../assignment/live/decision.ts";
import type { ContactEvent } from "../contact/event.ts";
import type { OfferOutcome } from "../contact/happening/words.ts";
import type { Instant } from "../kernel/instant.ts";
import type { SessionEvent } from "./session-event.ts";
import type { AgentSession } from "./session.ts";

/** An exclusive, timed invitation to one agent. */
export type Offer = {
  readonly id: string;
  readonly contactId: string;
  readonly staffId: string;
  readonly sessionId: string;
  readonly at: Instant;
  readonly until: Instant;
  /** What is kept free of hers for it. */
  readonly units: number;
};

/** One that is to be made, by which rule, and whether its channel may interrupt her. */
export type NewOffer = Offer & { readonly why?: Why; readonly interrupts?: boolean };

/** An agent's session with what hangs on it: the offers that live, and the contacts that were asked for with it. */
export type AgentWork = {
  readonly session: AgentSession;
  readonly offers: readonly Offer[];
  /** Those of the offers, and, where all work is asked for, those that she serves or wraps up. */
  readonly contacts: readonly Contact[];
  /** 一起响: offers of the same contacts to others, which live, too. */
  readonly beside?: readonly Offer[];
};

/** What one transaction makes true, or none of it. */
export type WorkChange = {
  readonly contacts: readonly { readonly contact: Contact; readonly events: readonly ContactEvent[] }[];
  readonly made?: Offer;
  readonly ended: readonly EndedOffer[];
  readonly session: { readonly before: AgentSession; readonly events: readonly SessionEvent[] };
};

export type EndedOffer = {
  readonly offer: Offer;
  readonly outcome: OfferOutcome | "accepted";
  /** Her reason for rejecting, or why it was withdrawn. */
  readonly reason?: string;
};

/** By the server's clock; a click stamped exactly at the end comes too late. */
export const isAcceptable = (offer: Offer, at: Instant): boolean => at < offer.until;

/** Ends offers of hers, each with the unit it held. A contact that has gone elsewhere by now is left alone. */
export function endOffers(
  { contacts, beside = [] }: AgentWork,
  ended: readonly EndedOffer[],
): Pick<WorkChange, "contacts" | "ended"> & { readonly released: readonly SessionEvent[] } {
  return {
    ended,
    contacts: ended.flatMap(({ offer, outcome, reason }) => {
      const contact = contacts.find(({ id }) => id === offer.contactId);
      if (contact === undefined || !standsFor(contact, offer.id) || outcome === "accepted") return [];
      const other = beside.find(({ contactId }) => contactId === contact.id);
      const next = other && { next: { offer: other.id, staff: other.staffId } };
      const ended = { offer: offer.id, outcome, ...(reason && { reason }), ...next } as const;
      const event: ContactEvent =
        contact.offer === undefined
          ? { code: "pass_ended", staff: offer.staffId, ...ended }
          : { code: "offer_ended", ...ended };
      return [{ contact, events: [event] }];
    }),
    released: ended.flatMap(({ offer, outcome }) =>
      outcome === "accepted"
        ? []
        : [
            {
              code: "released",
              contact: offer.contactId,
              why: outcome,
              offer: offer.id,
              ...unitsOf(offer),
            } as const,
          ],
    ),
  };
}

/** Told where a contact does not cost the usual one. */
export const unitsOf = ({ units = 1 }: { readonly units?: number }): { readonly units?: number } =>
  units === 1 ? {} : { units };
