import type { Awaited, Consult, ContactRow, Offer } from "../api/wire.ts";

/** What was not there a moment ago and wants to be heard. */
export type News =
  | { readonly kind: "offer"; readonly offer: Offer }
  | { readonly kind: "message"; readonly row: ContactRow }
  /** Somebody whom I waited for has written, wherever she is answered. */
  | { readonly kind: "heard"; readonly awaited: Awaited }
  /** A colleague asks me, or has answered. */
  | { readonly kind: "consult"; readonly consult: Consult };

type Known = {
  readonly offers: readonly Offer[];
  readonly contacts: ReadonlyMap<string, ContactRow>;
  readonly awaited: readonly Awaited[];
  readonly consults: readonly Consult[];
};

/** Offers that came, customers seated with me without asking, and words of those whom I serve. */
export function newsOf(before: Known, after: Known, myId: string): readonly News[] {
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
  return [...offers, ...messages, ...heard, ...consultNews(before.consults, after.consults, myId)];
}

/** What I ask and take back myself is no news to me: of mine only how it ended is. */
function consultNews(before: readonly Consult[], after: readonly Consult[], myId: string): readonly News[] {
  const known = new Map(before.map((one) => [one.consultationId, one.endedAt]));
  return after
    .filter(({ consultationId, endedAt, by }) =>
      known.has(consultationId) ? endedAt !== null && known.get(consultationId) === null : by.id !== myId,
    )
    .map((consult): News => ({ kind: "consult", consult }));
}
