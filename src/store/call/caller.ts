import { randomUUID } from "node:crypto";

import type { ClientBase } from "pg";

import type { CallSeen, CallStore } from "../../action/call/ports.ts";

const SEEN = /* sql */ `
  SELECT l.state, l.direction, l.masked, l.recording, l.started_at AS "startedAt", l.answered_at AS "answeredAt",
    l.ended_at AS "endedAt", i.customer_id AS "customerId",
    (SELECT json_build_object('conversationId', w.id, 'name', o.name) FROM identity o JOIN conversation w ON w.identity_id = o.id
     WHERE o.customer_id = i.customer_id AND w.surface = 'private' ORDER BY w.last_in_at DESC LIMIT 1) AS writes
  FROM call l JOIN conversation c ON c.id = l.conversation_id JOIN identity i ON i.id = c.identity_id
  WHERE l.conversation_id = $1`;

/** Locked in one order: two may join the same persons from both ends. */
const BOTH = /* sql */ `
  SELECT i.id, i.customer_id AS "customerId", c.id AS "conversationId"
  FROM identity i JOIN conversation c ON c.identity_id = i.id WHERE c.id = ANY ($1) ORDER BY i.id FOR UPDATE OF i`;
const MADE = /* sql */ `INSERT INTO customer (id, created_at) VALUES ($1, $2)`;
const MOVE = /* sql */ `
  WITH noted AS (
    INSERT INTO identity_merge (id, from_id, to_id, identity_id, evidence, at, by)
    VALUES ($1, $2, $3, $4, '{"kind": "agent"}', $5, $6))
  UPDATE identity SET customer_id = $3 WHERE id = $4`;
const POINT = /* sql */ `UPDATE identity SET customer_id = $2 WHERE id = $1 AND customer_id IS NULL`;

type Identity = { readonly id: string; readonly customerId: string | null; readonly conversationId: string };

export const seenOf = async (client: ClientBase, conversationId: string): Promise<CallSeen | undefined> =>
  (await client.query<CallSeen>(SEEN, [conversationId])).rows[0];

/** The caller's pointer moves to whoever writes, who is a customer from now on. */
export async function join(
  client: ClientBase,
  caller: string,
  other: string,
  { id, at, by }: Parameters<CallStore["join"]>[2],
): Promise<boolean> {
  const { rows } = await client.query<Identity>(BOTH, [[caller, other]]);
  const [calls, writes] = [caller, other].map((one) => rows.find((row) => row.conversationId === one));
  if (calls === undefined || writes === undefined || calls.id === writes.id) return false;
  const customerId = writes.customerId ?? calls.customerId ?? randomUUID();
  if (calls.customerId === customerId && writes.customerId === customerId) return false;
  if (writes.customerId === null && calls.customerId === null)
    await client.query(MADE, [customerId, new Date(at)]);
  const moved = calls.customerId === customerId ? writes : calls;
  await client.query(POINT, [moved === calls ? writes.id : calls.id, customerId]);
  await client.query(MOVE, [id, moved.customerId, customerId, moved.id, new Date(at), by]);
  return true;
}
