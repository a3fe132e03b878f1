import type { Awaited, ContactRow, Offer } from "../api/wire.ts";

/** What was not there a moment ago and wants to be heard. */
export type News =
  | { readonly kind: "offer"; readonly offer: Offer }
  | { readonly kind: "message"; readonly row: ContactRow }
  /** Somebody whom I waited for has written, wherever she is answered. */
  | { readonly kind: "heard"; readonly awaited: Awaited };

type Known = {
  readonly offers: readonly Offer[];
  readonly contacts: ReadonlyMap<string, ContactRow>;
  readonly awaited: readonly Awaited[];
};

/** Offers that came, customers seated with me without asking, and words of those whom I serve. */
export function newsOf(before: Known, after: Known): readonly News[] {
  const offered = new Set(before.offers.map(({ offerId }) => offerId));
  const offers = after.offers
    .filter(({ offerId }) => !offered.has(offerId))
    .map((offer): News => ({ kind: "offer", offer }));
  const messages = [...after.contacts.values()]
    .filter((row) => {
      if (row.state !== "active") return false;
      const known = before.contacts.get(row.contactId);
      // What I accepted by hand is no surprise.
      if (known === undefined)
        return !before.offers.some(({ contact }) => contact.contactId === row.contactId);
      return row.last?.author === "fan" && row.seq > known.seq;
    })
    .map((row): News => ({ kind: "message", row }));
  const known = new Set(
    before.awaited.flatMap(({ conversationId, heardAt }) => (heardAt === null ? [] : conversationId)),
  );
  const heard = after.awaited
    .filter(({ conversationId, heardAt }) => heardAt !== null && !known.has(conversationId))
    .map((awaited): News => ({ kind: "heard", awaited }));
  return [...offers, ...messages, ...heard];
}
