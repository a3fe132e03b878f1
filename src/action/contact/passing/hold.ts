import { actorName } from "../../../core/access/actor.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import type { Action } from "../../action.ts";
import type { Stores } from "../../ports.ts";
import { found, refuseCall, refuseOthers, refusePassing } from "../own.ts";

type Input = { readonly id: string };
type Put = { readonly contactId: string; readonly conversationId: string };
type Store = Pick<Stores, "contact">;

/**
 * 挂起: she waits for others, or the fan says nothing. Its units are free at once, unless its queue keeps them; the fan's
 * next word, or one of hers, brings it back, also above her capacity (seats section 2.2, console section 8).
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `contact_is_call`, `contact_on_hold`,
 * `contact_passing` {name}
 */
export const hold: Action<Input, Put, Store> = {
  id: "contact.held",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    refuseCall(held);
    const { contact, conversationId } = held;
    if (contact.heldSince !== undefined)
      throw new Fault("contact_on_hold", "This contact is on hold already.");
    await refusePassing(store, contact);
    const { policy } = await store.contact.policyOf(held);
    const stamp = { actor: actorName(actor), at };
    const keeps = policy.dormantHolds && { keepsUnits: true as const };
    await store.contact.step(contact, [{ code: "held", by: "agent", staff: actor.id, ...keeps }], stamp);
    if (!policy.dormantHolds && contact.sessionId !== undefined)
      await store.contact.giveUp(contact, "held", stamp);
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id }],
      wakes: [`staff:${actor.id}`, "floor", "seat"],
    };
  },
};

/**
 * 取消挂起: she goes on with it before anybody spoke.
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `contact_not_on_hold`
 */
export const unhold: Action<Input, Put, Store> = {
  id: "contact.unheld",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    const { contact, conversationId } = held;
    if (contact.heldSince === undefined)
      throw new Fault("contact_not_on_hold", "This contact is not on hold any more.");
    const stamp = { actor: actorName(actor), at };
    await store.contact.step(contact, [{ code: "unheld", staff: actor.id }], stamp);
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id }],
      wakes: [`staff:${actor.id}`, "floor", "seat"],
    };
  },
};
