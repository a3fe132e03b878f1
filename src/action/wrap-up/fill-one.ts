import type { Action } from "../action.ts";
import { found, refuseOthers } from "../contact/own.ts";
import { completed, fill, type FillStore, type Form } from "./fill.ts";

type Filled = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly ticketClosed: boolean;
};

/**
 * 会话小结 of one contact.
 * @throws Fault `contact_gone`, `contact_not_wrapping`, `contact_not_yours`, and those of the form
 */
export const fillWrapUp: Action<Form & { readonly id: string }, Filled, FillStore> = {
  id: "contact.wrapped_up",
  permission: "contact.serve",
  async run(context, { id, ...form }) {
    const { store, actor } = context;
    const held = found(await store.contact.lock(id));
    await refuseOthers(store, held, actor, "wrapup");
    const { ticketClosed } = await fill(context, held, await completed(context, held, form), form);
    const { conversationId, contact } = held;
    return {
      result: { contactId: id, conversationId, ticketId: contact.ticketId, ticketClosed },
      audit: [{ subject: "contact", subjectId: id, data: { ticketClosed } }],
      wakes: [`staff:${actor.id}`, "seat"],
    };
  },
};
