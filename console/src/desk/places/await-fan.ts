import { awaitFan } from "../api/conversation.ts";
import { desk, noteAwaited } from "../live/desk-state.ts";

export const isAwaited = (conversationId: string): boolean =>
  desk.value.awaited.some((one) => one.conversationId === conversationId);

/** Tell me when she writes again, or not any more. */
export async function wait(conversationId: string, awaited: boolean): Promise<void> {
  noteAwaited(await awaitFan(conversationId, awaited));
}
