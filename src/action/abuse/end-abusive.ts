import { actorName, scopeOf } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import { found, refuseInPublic } from "../contact/own.ts";
import type { Stores } from "../ports.ts";
import { WARNINGS_MAX } from "./warn.ts";

type Store = Pick<Stores, "abuse" | "contact" | "staff">;

/**
 * Ends a contact whose customer goes on with insults after two warnings: a leader's act alone, never the bot's. The
 * wrap-up is its agent's as always; nobody is asked how it was.
 * @throws Fault `contact_gone`, `contact_in_public`, `contact_is_call`, `contact_not_active` {state}, `abuse_unwarned`
 */
export const endAbusive: Action<
  { readonly id: string },
  { readonly contactId: string; readonly conversationId: string },
  Store
> = {
  id: "contact.abuse_ended",
  permission: "floor.write",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    refuseInPublic(held);
    const { contact, conversationId } = held;
    const { ownerId, state } = contact;
    if (state !== "active" || ownerId === undefined)
      throw new Fault("contact_not_active", "Nobody serves this contact now.", { state });
    const isOurs = await store.staff.isWithin(ownerId, scopeOf(actor, "floor.write"));
    if (!isOurs) found(undefined);
    const warned = await store.abuse.warnings(id);
    if (warned < WARNINGS_MAX)
      throw new Fault("abuse_unwarned", "She is warned twice before it is ended.", { warned });
    const { policy } = await store.contact.policyOf(held);
    const stamp = { actor: actorName(actor), at };
    const ended = { code: "ended", by: "agent", staff: actor.id, dueAt: at + policy.wrapMs } as const;
    await store.contact.step(contact, [ended], stamp);
    if (contact.sessionId === undefined) await store.contact.giveUp(contact, "wrapped_up", stamp);
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id, data: { staffId: ownerId, warned } }],
      wakes: [`staff:${ownerId}`, `staff:${actor.id}`, "floor"],
    };
  },
};
