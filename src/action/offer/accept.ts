import { actorName } from "../../core/access/actor.ts";
import { acceptOffer } from "../../core/seating/offering.ts";
import { isAcceptable } from "../../core/seating/work.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { acceptCall } from "./accept-call.ts";
import { acceptPassed } from "./accept-passed.ts";
import { over, seen } from "./over.ts";

type Accepted = { readonly contactId: string; readonly conversationId: string };
type Store = Pick<Stores, "agent" | "contact" | "passing">;

/**
 * 接待: the contact is hers, if she is in time by the server's clock. Pressed twice, it is hers once.
 * @throws Fault `offer_gone`, `offer_taken` {name}, `offer_over` {outcome}
 */
export const accept: Action<{ readonly id: string }, Accepted, Store> = {
  id: "offer.accepted",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const { contactId, conversationId, isCall } = await seen(store, id, actor.id);
    const stamp = { actor: actorName(actor), at };
    const result = { contactId, conversationId };
    // Offers of both kinds are locked in the order that everybody keeps: what is passed on has another's session, too.
    if ((await store.contact.look(contactId))?.contact.passingOffer === id) {
      const sender = await acceptPassed(store, { id, contactId, staffId: actor.id }, stamp);
      if (sender === undefined) throw over(await seen(store, id, actor.id));
      return {
        result,
        audit: [{ subject: "contact", subjectId: contactId, data: { offerId: id } }],
        wakes: [`staff:${actor.id}`, `staff:${sender}`, "floor", "seat"],
      };
    }
    if (isCall) {
      const others = await acceptCall(store, { id, contactId, staffId: actor.id }, stamp);
      if (others === undefined) throw over(await seen(store, id, actor.id));
      return {
        result,
        audit: [{ subject: "contact", subjectId: contactId, data: { offerId: id } }],
        wakes: [`staff:${actor.id}`, ...others.map((staffId) => `staff:${staffId}`), "floor", "seat"],
      };
    }
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
    await store.agent.write(change, stamp);
    return {
      result,
      audit: [{ subject: "contact", subjectId: contactId, data: { offerId: id } }],
      wakes: [`staff:${actor.id}`, "floor"],
    };
  },
};
