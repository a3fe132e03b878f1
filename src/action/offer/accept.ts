import { actorName } from "../../core/access/actor.ts";
import { acceptOffer } from "../../core/seating/offering.ts";
import { isAcceptable } from "../../core/seating/work.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { over, seen } from "./over.ts";

type Accepted = { readonly contactId: string; readonly conversationId: string };

/**
 * 接待: the contact is hers, if she is in time by the server's clock. Pressed twice, it is hers once.
 * @throws Fault `offer_gone`, `offer_taken` {name}, `offer_over` {outcome}
 */
export const accept: Action<{ readonly id: string }, Accepted, Pick<Stores, "agent">> = {
  id: "offer.accepted",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const { contactId, conversationId } = await seen(store, id, actor.id);
    const result = { contactId, conversationId };
    const work = await store.agent.work(actor.id, "offers");
    const offer = work?.offers.find((live) => live.id === id);
    const contact = work?.contacts.find((one) => one.offer?.id === id);
    if (work === undefined || offer === undefined || contact === undefined || !isAcceptable(offer, at)) {
      // What there is now: it may have been decided while this waited for the lock.
      const now = await seen(store, id, actor.id);
      if (now.outcome === "accepted" && now.owner?.id === actor.id) return { result, audit: [] };
      throw over(now);
    }
    const change = acceptOffer(contact, work.session, offer);
    await store.agent.write(change, { actor: actorName(actor), at });
    return {
      result,
      audit: [{ subject: "contact", subjectId: contactId, data: { offerId: id } }],
      wakes: [`staff:${actor.id}`, "floor"],
    };
  },
};
