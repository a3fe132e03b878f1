import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { UNDO_MS, WIRE_MS } from "./end.ts";
import { found, refuseCall, refuseOthers } from "./own.ts";

/**
 * 撤销: the end was a mistake.
 * @throws Fault `contact_gone`, `contact_not_wrapping`, `contact_not_yours`, `contact_is_call`, `undo_too_late`, `fan_wrote_again`
 */
export const resume: Action<
  { readonly id: string },
  { readonly contactId: string; readonly conversationId: string },
  Pick<Stores, "contact">
> = {
  id: "contact.resumed",
  permission: "contact.serve",
  async run({ store, actor, at }, { id }) {
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "wrapup");
    refuseCall(held);
    const { contact, conversationId } = held;
    if (await store.contact.isOpenIn(conversationId)) {
      throw new Fault(
        "fan_wrote_again",
        "The fan has written again: her words are a contact of their own by now.",
      );
    }
    const isLate = at - (contact.talkEndedAt ?? 0) > UNDO_MS + WIRE_MS;
    if (isLate || contact.owedSince !== undefined) {
      throw new Fault(
        "undo_too_late",
        "It is too late to take this back. Fill the wrap-up, or write to the fan anew.",
      );
    }
    await store.contact.step(contact, [{ code: "resumed", staff: actor.id }], {
      actor: actorName(actor),
      at,
    });
    return {
      result: { contactId: id, conversationId },
      audit: [{ subject: "contact", subjectId: id }],
      wakes: [`staff:${actor.id}`],
    };
  },
};
