import type { ClientBase } from "pg";

import type { AssistStore, Outcome } from "../../action/assist/ports.ts";

const OUTCOMES = /* sql */ `
  SELECT kind || ':' || target_id AS key, outcome FROM assist_feedback WHERE conversation_id = $1 AND seq = $2`;

const COUNTS = /* sql */ `
  SELECT (count(*) FILTER (WHERE outcome = 'used'))::int AS used, (count(*) FILTER (WHERE outcome = 'changed'))::int AS changed,
    (count(*) FILTER (WHERE outcome = 'dismissed'))::int AS dismissed
  FROM assist_feedback WHERE kind = 'entry' AND target_id = $1 AND at >= $2`;

/** What it names has to be there: a fan's message, and a version of an entry or a canned reply. */
const JUDGE = /* sql */ `
  INSERT INTO assist_feedback (conversation_id, seq, kind, target_id, target_version, place, confidence, outcome, staff_id, at)
  SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
  WHERE EXISTS (SELECT 1 FROM message WHERE conversation_id = $1 AND seq = $2 AND author = 'fan')
    AND CASE $3 WHEN 'entry' THEN EXISTS (SELECT 1 FROM faq_version WHERE entry_id = $4 AND version = $5)
      ELSE EXISTS (SELECT 1 FROM canned WHERE id = $4) END
  ON CONFLICT (conversation_id, seq, kind, target_id) DO UPDATE SET target_version = excluded.target_version,
    place = excluded.place, confidence = excluded.confidence, outcome = excluded.outcome, staff_id = excluded.staff_id,
    at = excluded.at
  RETURNING 1`;

const UNJUDGE = /* sql */ `
  DELETE FROM assist_feedback WHERE conversation_id = $1 AND seq = $2 AND kind = $3 AND target_id = $4`;

/** What became of suggestions. */
export const assistStore = (client: ClientBase): AssistStore => ({
  async outcomes(conversationId, seq) {
    const { rows } = await client.query<{ key: string; outcome: Outcome }>(OUTCOMES, [conversationId, seq]);
    return new Map(rows.map(({ key, outcome }) => [key, outcome]));
  },
  async counts(entryId, since) {
    const { rows } = await client.query<Record<Outcome, number>>(COUNTS, [entryId, new Date(since)]);
    return rows[0] ?? { used: 0, changed: 0, dismissed: 0 };
  },
  async judge({ conversationId, seq, kind, targetId, version, place, confidence, outcome }, staffId, at) {
    const values = [
      conversationId,
      seq,
      kind,
      targetId,
      version,
      place,
      confidence,
      outcome,
      staffId,
      new Date(at),
    ];
    return (await client.query(JUDGE, values)).rowCount === 1;
  },
  async unjudge({ conversationId, seq, kind, targetId }) {
    await client.query(UNJUDGE, [conversationId, seq, kind, targetId]);
  },
});
