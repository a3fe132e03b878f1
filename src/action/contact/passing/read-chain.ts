import type { Query } from "../../action.ts";
import { refuseUnseen } from "../../conversation/seen.ts";
import type { Stores } from "../../ports.ts";
import { Fault } from "../../../core/kernel/fault.ts";
import type { Chained } from "../ports.ts";

/**
 * Who passed it on to whom, why and when, with the notes: for whoever may see its conversation (days, G29).
 * @throws Fault `contact_gone`, `conversation_unseen`
 */
export const readChain: Query<{ readonly id: string }, Chained, Pick<Stores, "conversation" | "passing">> = {
  permission: "contact.read",
  async ask({ store, actor }, { id }) {
    const chain = await store.passing.chain(id);
    if (chain === undefined) throw new Fault("contact_gone", "There is no such contact.");
    await refuseUnseen(store, actor, chain.conversationId);
    return chain;
  },
};
