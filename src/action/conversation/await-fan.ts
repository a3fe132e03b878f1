import type { Awaited } from "../../core/desk/desk.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { refuseUnseen } from "./seen.ts";

/**
 * Tell me when she writes again, or not any more. Nothing of it is anybody else's business: no audit.
 * @throws Fault `conversation_unseen`, `awaits_too_many`
 */
export const awaitFan: Action<
  { readonly id: string; readonly awaited: boolean },
  { readonly items: readonly Awaited[] },
  Pick<Stores, "conversation">
> = {
  id: "conversation.awaited",
  permission: "contact.read",
  async run({ store, actor, at }, { id, awaited }) {
    // Whoever may not see her any more may still stop waiting.
    if (!awaited) await store.conversation.forget(actor.id, id);
    else {
      await refuseUnseen(store, actor, id);
      if (!(await store.conversation.await(actor.id, id, at))) {
        throw new Fault("awaits_too_many", "You wait for too many customers. Stop waiting for one first.");
      }
    }
    return { result: { items: await store.conversation.awaitedBy(actor.id) }, audit: [] };
  },
};
