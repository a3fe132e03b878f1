import type { Actor } from "../../core/access/actor.ts";
import { reachOf } from "../../core/desk/reach.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Stores } from "../ports.ts";

/**
 * Lets pass whoever may see the conversation.
 * @throws Fault `conversation_unseen`
 */
export async function refuseUnseen(
  store: Pick<Stores, "conversation">,
  actor: Actor,
  id: string,
): Promise<void> {
  if (await store.conversation.mayRead(id, reachOf(actor))) return;
  throw new Fault(
    "conversation_unseen",
    "You may not see this conversation, or there is none. Ask a supervisor.",
  );
}

/** Seen a moment ago, and there no more. */
export function gone(): never {
  throw new Fault("conversation_unseen", "There is no such conversation any more.");
}
