import type { Client } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import type { DecideUndelivered } from "../../flow/ports.ts";
import { stepContact } from "../contact/contact-step.ts";
import { inTransaction } from "../transaction.ts";

/** Redeliveries end about 15 s after the first delivery; whoever is not asked for again by then was taken. */
const REDELIVERY = "20 seconds";
const ROWS_MAX = 200;

/** What no webhook carried away, of accounts that cannot send ($1: those that can); and sends that failed for good. */
const UNDELIVERED = /* sql */ `
  (SELECT o.conversation_id::text AS "conversationId", o.seq
   FROM outbox o JOIN conversation c ON c.id = o.conversation_id
   WHERE o.state = 'queued' AND coalesce(o.passive_until, o.at) + interval '${REDELIVERY}' < now()
     AND c.account_id <> ALL ($1::uuid[])
   ORDER BY o.conversation_id, o.seq LIMIT ${ROWS_MAX})
  UNION ALL
  (SELECT conversation_id::text, seq FROM outbox
   WHERE state IN ('rejected', 'expired') AND due_at IS NOT NULL
   ORDER BY due_at LIMIT ${ROWS_MAX})`;

const LOCK_FREE = /* sql */ `SELECT 1 FROM conversation WHERE id = $1 FOR UPDATE SKIP LOCKED`;

/** Looked at once: due_at goes. */
const LOOKED_AT = /* sql */ `
  UPDATE outbox SET due_at = NULL, state = CASE state WHEN 'queued' THEN 'expired' ELSE state END,
    code = CASE state WHEN 'queued' THEN 'no_way_out' ELSE code END
  WHERE conversation_id = $1 AND seq = $2
    AND (state = 'queued' OR (state IN ('rejected', 'expired') AND due_at IS NOT NULL))
  RETURNING (SELECT m.contact_id FROM message m
    WHERE m.conversation_id = outbox.conversation_id AND m.seq = outbox.seq AND m.at = outbox.at) AS "contactId"`;

/** Looks after what the fan did not get, each in its own short transaction. Returns how many that were. */
export async function stepUndelivered(
  client: Client,
  at: Instant,
  canSend: readonly string[],
  decide: DecideUndelivered,
): Promise<number> {
  const { rows } = await client.query<{ conversationId: string; seq: number }>(UNDELIVERED, [canSend]);
  let stepped = 0;
  for (const { conversationId, seq } of rows) {
    await inTransaction(client, async () => {
      // Somebody is busy with it: next time.
      if ((await client.query(LOCK_FREE, [conversationId])).rowCount === 0) return;
      const looked = await client.query<{ contactId: string | null }>(LOOKED_AT, [conversationId, seq]);
      const [row] = looked.rows;
      if (row === undefined) return;
      stepped += 1;
      await stepContact(client, conversationId, at, ({ contact, accountId }) =>
        // What was said about another contact, as that its rating was asked, is not this one's matter.
        (row.contactId ?? contact.id) === contact.id ? decide(contact, seq, accountId) : [],
      );
    });
  }
  return stepped;
}
