import { actorName } from "../../../core/access/actor.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { demandOn } from "../../../core/queue/channel.ts";
import { unitsIn } from "../../../core/queue/demand.ts";
import { callOff, giveTo } from "../../../core/seating/passing/passing.ts";
import type { Action } from "../../action.ts";
import type { Stores } from "../../ports.ts";
import { found } from "../own.ts";
import type { Held, Stamp } from "../ports.ts";
import { withAsked } from "./asked.ts";

type Recalled = { readonly contactId: string; readonly conversationId: string };
type Store = Pick<Stores, "contact" | "passing">;

/** A warm one: she has it all the while. */
async function callOffOf(store: Store, { contact, conversationId }: Held, askedId: string, stamp: Stamp) {
  const { asked } = await withAsked(store, contact.id, [askedId]);
  await store.passing.write(contact, callOff(contact, asked[0]), stamp);
  return {
    result: { contactId: contact.id, conversationId },
    audit: [{ subject: "contact", subjectId: contact.id }],
    wakes: [`staff:${contact.ownerId ?? ""}`, `staff:${askedId}`, "floor", "seat"],
  };
}

/**
 * 撤回转接, until somebody has accepted it: hers again, also above her capacity, as she had it a moment ago.
 * @throws Fault `contact_gone`, `recall_too_late`, `not_seated`
 */
export const recall: Action<{ readonly id: string }, Recalled, Store> = {
  id: "contact.recalled",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    const { contact, conversationId } = held;
    if (contact.state === "active" && contact.passingTo !== undefined && contact.ownerId === actor.id)
      return callOffOf(store, held, contact.passingTo, { actor: actorName(actor), at });
    const { state, passedBy, passedFrom, passedTakenAt } = contact;
    const isWaiting = state === "queued" || state === "offered";
    if (!isWaiting || passedBy !== actor.id || passedTakenAt !== undefined)
      throw new Fault("recall_too_late", "Somebody has it by now, or it was not passed on by you.");
    const { sessions, asked, askedIds } = await withAsked(store, id, [actor.id]);
    const session = sessions.get(actor.id);
    if (session === undefined) throw new Fault("not_seated", "Sign in on a seat first.");
    const policy =
      passedFrom === undefined
        ? (await store.contact.policyOf(held)).policy
        : await store.passing.policyOfQueue(passedFrom);
    const back = passedFrom === undefined ? {} : { queue: passedFrom };
    const units = unitsIn(policy, demandOn(held.surface, contact.demand));
    const passing = giveTo(contact, asked, { session, mode: "recalled", units, ...back });
    await store.passing.write(contact, passing, { actor: actorName(actor), at });
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id }],
      wakes: [...new Set([actor.id, ...askedIds])].map((one) => `staff:${one}`).concat("floor", "seat"),
    };
  },
};
