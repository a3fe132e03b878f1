import { actorName } from "../../../core/access/actor.ts";
import type { BounceReason } from "../../../core/contact/happening/words.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import { sendBack } from "../../../core/seating/passing/passing.ts";
import type { Action } from "../../action.ts";
import type { Stores } from "../../ports.ts";
import { found, refuseOthers } from "../own.ts";

type Bounced = { readonly contactId: string; readonly conversationId: string };

/**
 * 退回, within two minutes of accepting it (its queue's policy says how long): to the front of the queue that it came
 * from, counted as 误转 of whoever passed it on; the fan sees nothing (days, G29).
 * @throws Fault `contact_gone`, `contact_not_active`, `contact_not_yours`, `contact_not_passed`, `bounce_too_late`
 */
export const bounce: Action<
  { readonly id: string; readonly why: BounceReason },
  Bounced,
  Pick<Stores, "contact" | "passing">
> = {
  id: "contact.bounced",
  permission: "contact.serve",
  async run({ store, actor, at }, { id, why }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "active");
    const { contact, conversationId } = held;
    const { passedBy, passedFrom, passedTakenAt } = contact;
    if (passedBy === undefined || passedFrom === undefined || passedTakenAt === undefined)
      throw new Fault("contact_not_passed", "Nobody has passed this contact on to you.");
    const { bounceMs } = await store.passing.policyOfQueue(passedFrom);
    if (at - passedTakenAt >= bounceMs)
      throw new Fault("bounce_too_late", "It is too late to send it back. Pass it on instead.");
    const stamp = { actor: actorName(actor), at };
    const sessions = await store.passing.sessions([actor.id]);
    const given = { staff: actor.id, queue: passedFrom, misrouted: passedBy, why };
    await store.passing.write(contact, sendBack(contact, sessions.get(actor.id), given), stamp);
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id, data: { misrouted: passedBy, queueId: passedFrom, why } }],
      wakes: [`staff:${actor.id}`, `staff:${passedBy}`, "floor", "seat"],
    };
  },
};
