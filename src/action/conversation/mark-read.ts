import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { gone, refuseUnseen } from "./seen.ts";

/**
 * I have read up to this message; never back. Nothing of it is anybody else's business: no audit.
 * @throws Fault `conversation_unseen`
 */
export const markRead: Action<
  { readonly id: string; readonly seq: number },
  { readonly readSeq: number },
  Pick<Stores, "conversation">
> = {
  id: "conversation.read",
  permission: "contact.read",
  async run({ store, actor }, { id, seq }) {
    await refuseUnseen(store, actor, id);
    const readSeq = (await store.conversation.markRead(actor.id, id, seq)) ?? gone();
    return { result: { readSeq }, audit: [], wakes: [`staff:${actor.id}`] };
  },
};
