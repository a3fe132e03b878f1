import type { Answering } from "../../../core/seating/offering.ts";
import type { AgentSession } from "../../../core/seating/session.ts";
import type { Offer } from "../../../core/seating/work.ts";
import type { Stores } from "../../ports.ts";

/** Whom a contact is offered to at this moment, of those whose sessions are locked. */
export const askedOf = (
  offers: readonly Offer[],
  sessions: ReadonlyMap<string, AgentSession>,
): readonly Answering[] =>
  offers.flatMap((offer) => {
    const session = sessions.get(offer.staffId);
    return session?.id === offer.sessionId ? [{ offer, session }] : [];
  });

/** Locks the sessions of these, and of all whom the contact is offered to. */
export async function withAsked(
  store: Pick<Stores, "passing">,
  contactId: string,
  staffIds: readonly string[],
) {
  const offers = await store.passing.offersOf(contactId);
  const askedIds = offers.map(({ staffId }) => staffId);
  const sessions = await store.passing.sessions([...new Set([...staffIds, ...askedIds])]);
  return { sessions, asked: askedOf(offers, sessions), askedIds };
}
