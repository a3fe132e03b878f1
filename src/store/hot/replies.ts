import type { Client } from "pg";

import type { Said } from "../../core/conversation/said.ts";
import type { Reclaimed } from "../../flow/ports.ts";

/**
 * A redelivery counts itself and takes the reply again, where the sender has not: until passive_until only a
 * webhook may, afterwards only the sender, and the state tells whose it is.
 */
const RECLAIM = /* sql */ `
  WITH asked AS (
    UPDATE inbox SET deliveries = least(deliveries + 1, 30000) WHERE key = ANY($1::uuid[])
    RETURNING key, conversation_id, reply_seq, deliveries
  ), held AS MATERIALIZED (
    SELECT asked.key, o.conversation_id, o.seq, o.state = 'passive' AS "mayBeOut"
    FROM asked JOIN outbox o ON o.conversation_id = asked.conversation_id AND o.seq = asked.reply_seq
    WHERE o.state = 'passive' OR (o.state = 'queued' AND o.passive_for IS NOT NULL)
    ORDER BY o.conversation_id, o.seq FOR UPDATE OF o
  ), again AS (
    UPDATE outbox o SET state = 'passive', lane_id = $2, batch = $3, passive_until = now() + make_interval(secs => $4 / 1000.0)
    FROM held WHERE o.conversation_id = held.conversation_id AND o.seq = held.seq
    RETURNING held.key, o.conversation_id, o.seq, o.at, held."mayBeOut"
  )
  SELECT asked.key::text AS key, asked.deliveries, m.conversation_id::text AS "conversationId", m.seq, m.at, "mayBeOut",
    coalesce(m.content, jsonb_build_object('kind', 'entry', 'entryId', m.entry_id, 'version', m.entry_version)) AS content
  FROM asked LEFT JOIN again ON again.key = asked.key
    LEFT JOIN message m ON m.conversation_id = again.conversation_id AND m.seq = again.seq AND m.at = again.at`;

type Row = {
  key: string;
  deliveries: number;
  conversationId: string | null;
  seq: number;
  at: number;
  mayBeOut: boolean;
  content: Said;
};

export async function reclaimReplies(
  client: Client,
  keys: readonly string[],
  into: { readonly laneId: number; readonly batch: number; readonly passiveMs: number },
): Promise<readonly Reclaimed[]> {
  const values = [keys, into.laneId, into.batch, into.passiveMs];
  const { rows } = await client.query<Row>({ name: "hot.reclaim", text: RECLAIM, values });
  return rows.map(({ key, deliveries, conversationId, seq, at, mayBeOut, content }) =>
    conversationId === null
      ? { key, deliveries }
      : { key, deliveries, reply: { conversationId, seq, said: content, at, mayBeOut } },
  );
}

/** The socket of a passive reply closed before it was taken for sure. A row that a later batch took since is left alone. */
export async function returnReply(
  client: Client,
  reply: { readonly conversationId: string; readonly seq: number; readonly batch: number },
  state: "queued" | "unknown",
  laneId: number,
): Promise<void> {
  await client.query({
    name: "hot.return",
    text: /* sql */ `
      UPDATE outbox SET state = $3::outbox_state, due_at = now(),
        code = CASE $3::outbox_state WHEN 'unknown' THEN 'closed_before_finish' END
      WHERE conversation_id = $1 AND seq = $2 AND state = 'passive' AND lane_id = $4 AND batch = $5`,
    values: [reply.conversationId, reply.seq, state, laneId, reply.batch],
  });
}
