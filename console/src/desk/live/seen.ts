import { shallowRef } from "vue";

import { markRead } from "../api/conversation.ts";
import type { ContactRow } from "../api/wire.ts";

/** Up to where I have read each conversation in this tab; the server's count follows a moment later. */
const readTo = shallowRef<ReadonlyMap<string, number>>(new Map());

export const unreadOf = ({ conversationId, seq, unread }: ContactRow): number =>
  (readTo.value.get(conversationId) ?? 0) >= seq ? 0 : unread;

/** Came to me, has something unread, and nothing of it was ever looked at here. */
export const isFresh = (row: ContactRow): boolean =>
  row.state === "active" && row.unread > 0 && !readTo.value.has(row.conversationId);

/** I have seen it, in a window that is visible and mine. Never goes back. */
export function read(conversationId: string, seq: number): void {
  if (seq <= (readTo.value.get(conversationId) ?? 0)) return;
  readTo.value = new Map(readTo.value).set(conversationId, seq);
  // A read mark that is lost is made again with the next message; nobody has to be told.
  markRead(conversationId, seq).catch(() => undefined);
}

export function forgetSeen(): void {
  readTo.value = new Map();
}

export const readUpTo = (conversationId: string): number => readTo.value.get(conversationId) ?? 0;
