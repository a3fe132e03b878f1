import type { ClientBase } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import type { SocialThread } from "../../core/social/thread.ts";
import { LOCK_THREAD, LOG, type ThreadRow, threadValues, toThread, WRITE_THREAD } from "./thread-row.ts";

/** A thread under its lock. */
export type HeldThread = { readonly id: string; readonly version: number; readonly thread: SocialThread };

/** What happened to it: a code, ids; nobody's words. Without one only its spread has grown. */
export type ThreadEvent = { readonly code: string; readonly data?: Readonly<Record<string, unknown>> };

export async function lockThread(client: ClientBase, id: string): Promise<HeldThread | undefined> {
  const { rows } = await client.query<ThreadRow>(LOCK_THREAD, [id]);
  const [row] = rows;
  return row && { id, version: row.version, thread: toThread(row) };
}

/** Writes what it became, with its event, under the lock. */
export async function writeThread(
  client: ClientBase,
  { id, version }: HeldThread,
  thread: SocialThread,
  happened: (ThreadEvent & { readonly actor: string; readonly at: Instant }) | undefined,
): Promise<void> {
  const next = version + (happened === undefined ? 0 : 1);
  await client.query(WRITE_THREAD, [id, version, next, ...threadValues(thread)]);
  if (happened === undefined) return;
  const { at, actor, code, data = {} } = happened;
  await client.query(LOG, [id, next, new Date(at), actor, code, JSON.stringify(data)]);
}
