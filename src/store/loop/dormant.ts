import type { ClientBase } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import { defaultQueuePolicy, type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";
import type { DecideDormant } from "../../flow/tend/ports.ts";
import { loadContact, writeStep } from "../contact/contact-step.ts";
import { giveUp } from "../seat/unit.ts";
import { inTransaction } from "../transaction.ts";
import { queueOf } from "../world/rows.ts";

const ROWS_MAX = 200;

/**
 * A call is no matter of answering, and who may not have got our last word cannot answer it. What happened last to a
 * contact is the event of its version: that is looked up only where neither she wrote nor anybody took her since, which
 * their own rows say.
 */
const QUIET = /* sql */ `
  WITH silent AS MATERIALIZED (
    SELECT k.id, k.event_seq, k.created_at, k.conversation_id, q.policy, $1::timestamptz - patience.ms * interval '1 ms' AS since
    FROM contact k JOIN account a ON a.id = k.account_id
      JOIN conversation c ON c.id = k.conversation_id AND c.surface <> 'call'
      LEFT JOIN queue_now q ON q.id = ${queueOf("k", "a")}
      CROSS JOIN LATERAL (
        SELECT coalesce((q.policy ->> 'dormantMs')::float8, ${defaultQueuePolicy.dormantMs}) AS ms) patience
    WHERE k.state = 'active' AND k.session_id IS NOT NULL AND k.held_since IS NULL AND k.waiting_since IS NULL
      AND k.passing_offer IS NULL AND patience.ms > 0
      AND greatest(k.accepted_at, c.last_in_at) <= $1::timestamptz - patience.ms * interval '1 ms'
  )
  SELECT k.id, k.event_seq AS "eventSeq", last.at AS "lastAt", k.policy
  FROM silent k
    JOIN LATERAL (
      SELECT e.at FROM event e WHERE e.subject_id = k.id AND e.seq = k.event_seq AND e.at >= k.created_at LIMIT 1) last ON true
  WHERE last.at <= k.since
    AND NOT coalesce((SELECT o.state IN ('queued', 'sending', 'unknown', 'rejected', 'expired') FROM outbox o
      WHERE o.conversation_id = k.conversation_id ORDER BY o.seq DESC LIMIT 1), false)
  ORDER BY k.id LIMIT ${ROWS_MAX}`;

type Quiet = {
  readonly id: string;
  readonly eventSeq: number;
  readonly lastAt: Instant;
  readonly policy: Partial<QueuePolicy> | null;
};

/**
 * Puts contacts aside whose fans say nothing more, each in its own short transaction and under its conversation's lock:
 * a word comes before it or after it. Whose they were.
 */
export async function stepDormant(
  client: ClientBase,
  at: Instant,
  decide: DecideDormant,
): Promise<{ readonly found: number; readonly owners: readonly string[] }> {
  const { rows } = await client.query<Quiet>(QUIET, [new Date(at)]);
  const owners: string[] = [];
  for (const quiet of rows) {
    const owner = await inTransaction(client, () => stepOne(client, quiet, at, decide));
    if (owner !== undefined) owners.push(owner);
  }
  return { found: rows.length, owners };
}

async function stepOne(
  client: ClientBase,
  { id, eventSeq, lastAt, policy }: Quiet,
  at: Instant,
  decide: DecideDormant,
): Promise<string | undefined> {
  const loaded = await loadContact(client, { contactId: id }, "skip");
  // Something has happened since it was found.
  if (loaded === undefined || loaded.contact.eventSeq !== eventSeq) return undefined;
  const { contact } = loaded;
  const event = decide({ contact, lastAt, policy: readQueuePolicy(policy ?? {}) });
  if (event === undefined) return undefined;
  const stamp = { at, actor: "system" };
  const after = await writeStep(client, contact, { events: [event], ...stamp });
  if (after.sessionId === undefined) await giveUp(client, contact, "held", stamp);
  return contact.ownerId;
}
