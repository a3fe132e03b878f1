import { shallowRef } from "vue";

import { threadOf } from "../thread/threads.ts";

/** A picture of a thread. */
export type Place = { readonly conversationId: string; readonly seq: number };

/** The one that is seen whole. */
export const viewed = shallowRef<Place>();

/** Numbers of the messages of this thread whose pictures can be seen, in order. */
export function picturesOf(conversationId: string): readonly number[] {
  const messages = threadOf(conversationId)?.history.messages ?? [];
  return messages.flatMap(({ seq, content }) =>
    content.kind === "image" && content.media !== "expired" && content.media !== "refused" ? [seq] : [],
  );
}
