import { createHash } from "node:crypto";

import type { ClientBase } from "pg";

import { Fault } from "../../core/kernel/fault.ts";

/** One call that may be repeated: whose, under which key, and what was asked. */
export type Request = { readonly staffId: string; readonly key: string; readonly hash: Uint8Array };

/** Actions' inputs come out of their schemas, so their fields stand in the same order each time. */
export const requestHash = (action: string, input: unknown): Uint8Array =>
  createHash("sha256")
    .update(JSON.stringify([action, input]))
    .digest();

/**
 * What this key was answered before.
 * @throws Fault `idempotency_key_reused`
 */
export async function recall(
  client: ClientBase,
  { staffId, key, hash }: Request,
): Promise<{ readonly answer: unknown } | undefined> {
  const { rows } = await client.query<{ same: boolean; answer: unknown }>(
    "SELECT request_hash = $3 AS same, answer FROM idempotency WHERE staff_id = $1 AND key = $2",
    [staffId, key, hash],
  );
  const [known] = rows;
  if (known === undefined || known.same) return known;
  throw new Fault(
    "idempotency_key_reused",
    "This Idempotency-Key belongs to another request. Use a new key for each action.",
  );
}

/** Two that run at once with one key: the unique key lets one commit, and the other finds its answer. */
export async function remember(
  client: ClientBase,
  { staffId, key, hash }: Request,
  answer: unknown,
  at: Date,
): Promise<void> {
  await client.query(
    "INSERT INTO idempotency (staff_id, key, request_hash, answer, at) VALUES ($1, $2, $3, $4, $5)",
    [staffId, key, hash, JSON.stringify(answer ?? null), at],
  );
}

/** Forgets answers that are older; nobody repeats a call for so long. Returns how many. */
export async function purgeAnswers(client: ClientBase, before: Date): Promise<number> {
  const { rowCount } = await client.query(
    `DELETE FROM idempotency WHERE (staff_id, key) IN (SELECT staff_id, key FROM idempotency WHERE at < $1 LIMIT 5000)`,
    [before],
  );
  return rowCount ?? 0;
}
