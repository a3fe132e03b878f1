import { actorName } from "../../core/access/actor.ts";
import { endOffer, type RejectReason } from "../../core/seating/offering.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { over, seen } from "./over.ts";

/**
 * 婉拒: the contact waits on at its place and goes to somebody else. Counted, not punished.
 * @throws Fault `offer_gone`, `offer_taken` {name}, `offer_over` {outcome}
 */
export const reject: Action<
  { readonly id: string; readonly reason: RejectReason },
  { readonly contactId: string },
  Pick<Stores, "agent">
> = {
  id: "offer.rejected",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, reason }) {
    const { contactId } = await seen(store, id, actor.id);
    const work = await store.agent.work(actor.id, "offers");
    const offer = work?.offers.find((live) => live.id === id);
    if (work === undefined || offer === undefined) {
      const now = await seen(store, id, actor.id);
      if (now.outcome === "rejected") return { result: { contactId }, audit: [] };
      throw over(now);
    }
    const change = endOffer(work, offer, "rejected", { noAnswerMax: Infinity, reason });
    await store.agent.write(change, { actor: actorName(actor), at });
    return {
      result: { contactId },
      audit: [{ subject: "contact", subjectId: contactId, data: { offerId: id, reason } }],
      // Who passes it on is told.
      wakes: [
        `staff:${actor.id}`,
        ...change.contacts.flatMap(({ contact: { ownerId } }) => (ownerId ? [`staff:${ownerId}`] : [])),
        "floor",
        "seat",
      ],
    };
  },
};
