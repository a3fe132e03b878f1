import type { Client } from "pg";

import type { Said } from "../../core/conversation/said.ts";
import type { Reclaimed } from "../../flow/ports.ts";

/**
 * A redelivery counts itself and takes the reply again, where the sender has not: until passive_until only a
 * webhook may, afterwards only the sender, and the state tells whose it is.
 */
const RECLAIM = /* sql */ `
  WITH asked AS (
    UPDATE inbox b SET deliveries = least(deliveries + 1, 30000)
    FROM unnest($1::uuid[], $5::float8[]) AS delivered(key, at) WHERE b.key = delivered.key
    RETURNING b.key, conversation_id, reply_seq, deliveries,
      to_timestamp((delivered.at + $4) / 1000.0) > now() AS "isAwaited"
  ), again AS (
    UPDATE outbox o SET state = 'passive', lane_id = $2, batch = $3, passive_until = now() + make_interval(secs => $4 / 1000.0)
    FROM asked WHERE "isAwaited" AND o.conversation_id = asked.conversation_id AND o.seq = asked.reply_seq
      AND (o.state = 'passive' OR (o.state = 'queued' AND o.passive_for IS NOT NULL))
    RETURNING asked.key, o.conversation_id, o.seq, o.at
  )
  SELECT asked.key::text AS key, asked.deliveries, m.conversation_id::text AS "conversationId", m.seq, m.at,
    coalesce(m.content, jsonb_build_object('kind', 'entry', 'entryId', m.entry_id, 'version', m.entry_version)) AS content
  FROM asked LEFT JOIN again ON again.key = asked.key
    LEFT JOIN message m ON m.conversation_id = again.conversation_id AND m.seq = again.seq AND m.at = again.at`;

type Row = {
  key: string;
  deliveries: number;
  conversationId: string | null;
  seq: number;
  at: number;
  content: Said;
};

export async function reclaimReplies(
  client: Client,
  deliveries: readonly { readonly key: string; readonly at: number }[],
  into: { readonly laneId: number; readonly batch: number; readonly passiveMs: number },
): Promise<readonly Reclaimed[]> {
  const keys = deliveries.map(({ key }) => key);
  const moments = deliveries.map(({ at }) => at);
  const values = [keys, into.laneId, into.batch, into.passiveMs, moments];
  const { rows } = await client.query<Row>({ name: "hot.reclaim", text: RECLAIM, values });
  return rows.map(({ key, deliveries, conversationId, seq, at, content }) =>
    conversationId === null
      ? { key, deliveries }
      : { key, deliveries, reply: { conversationId, seq, said: content, at } },
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
