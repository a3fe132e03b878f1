import type { ClientBase } from "pg";

import type { LearningAct, LearningStore, ShownAct, Spot } from "../../action/learning/ports.ts";
import { wishedIn, wordsIn } from "./said.ts";

const LINES_MAX = 12;
const LINE_CHARS_MAX = 300;
const ACTS_MAX = 10;

/** The index event_unanswered knows them by these words. */
const UNANSWERED = /* sql */ `(e.code IN ('missed', 'waited')
  OR (${wishedIn("e.code", "e.data")}))`;

/** $1 account, $2 since, $3 how many. What an agent put away is told at the fan's own message. */
const SPOTS = /* sql */ `
  WITH spot AS (
    SELECT t.conversation_id, (e.data ->> 'seq')::int AS seq, e.at,
      CASE WHEN e.code = 'missed' AND e.data ->> 'rule' = 'said_before' THEN 'rejected'
        WHEN e.data ->> 'reason' = 'asked' THEN 'handed_over' ELSE 'unanswered' END AS want
    FROM event e JOIN contact t ON t.id = e.subject_id
    WHERE e.at >= $2 AND ${UNANSWERED} AND e.subject = 'contact' AND t.account_id = $1 AND e.data ? 'seq'
    UNION ALL
    SELECT f.conversation_id, f.seq, f.at, 'rejected' FROM assist_feedback f
    JOIN conversation c ON c.id = f.conversation_id WHERE f.at >= $2 AND f.outcome = 'dismissed' AND c.account_id = $1
    ORDER BY at DESC LIMIT $3
  )
  SELECT s.conversation_id AS "conversationId", s.at, s.want, l.lines FROM spot s CROSS JOIN LATERAL (
    SELECT json_agg(json_build_object('seq', m.seq, 'author', m.author, 'text',
      left(${wordsIn("m")},
        ${LINE_CHARS_MAX})) ORDER BY m.seq) AS lines
    FROM message m WHERE m.conversation_id = s.conversation_id AND m.seq BETWEEN s.seq - ${LINES_MAX} AND s.seq
      AND m.internal IS NOT TRUE AND m.at >= $2::timestamptz - interval '1 day'
  ) l WHERE l.lines IS NOT NULL ORDER BY s.at DESC`;

/** Decisions are made after what they are about. */
const DECIDED = /* sql */ `
  SELECT q.conversation_id || ' ' || q.seq AS key FROM learning_act a JOIN learning_question q ON q.act_id = a.id
  WHERE a.account_id = $1 AND a.at >= $2`;

const LIVE = /* sql */ `
  SELECT e.id, e.published_version AS version FROM faq_entry e
  JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
  WHERE e.account_id = $1 OR v.account_ids @> ARRAY[$1::uuid]`;

const ACT = /* sql */ `
  INSERT INTO learning_act (id, account_id, kind, entry_id, was, published, draft, added, drafted, questions, at, by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** In the order of their keys, as everywhere. */
const QUESTIONS = /* sql */ `
  INSERT INTO learning_question (conversation_id, seq, act_id)
  SELECT DISTINCT q.c, q.s, $1::uuid FROM json_to_recordset($2) AS q(c uuid, s int)
  JOIN conversation c ON c.id = q.c AND c.account_id = $3
  WHERE EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = q.c AND m.seq = q.s AND m.author = 'fan')
  ORDER BY q.c, q.s ON CONFLICT DO NOTHING`;

const ONE = /* sql */ `
  SELECT id, account_id AS "accountId", kind, entry_id AS "entryId", was, published, draft, added, drafted
  FROM learning_act WHERE id = $1 AND undone_at IS NULL FOR UPDATE`;

const UNDO = /* sql */ `
  WITH gone AS (UPDATE learning_act SET undone_at = $2 WHERE id = $1 AND undone_at IS NULL RETURNING id),
  opened AS (DELETE FROM learning_question WHERE act_id IN (SELECT id FROM gone) RETURNING 1)
  SELECT (SELECT count(*) FROM gone)::int AS gone, (SELECT count(*) FROM opened) AS opened`;

const ACTS = /* sql */ `
  SELECT a.id, a.kind, a.entry_id AS "entryId", coalesce(v.title, d.title) AS title, a.questions, a.at,
    coalesce(s.name, a.by) AS by
  FROM learning_act a LEFT JOIN faq_entry e ON e.id = a.entry_id
  LEFT JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
  LEFT JOIN faq_draft d ON d.id = a.entry_id LEFT JOIN staff s ON a.by = 'staff:' || s.id
  WHERE a.account_id = $1 AND a.undone_at IS NULL ORDER BY a.at DESC, a.id DESC LIMIT ${ACTS_MAX}`;

/** What the bot is to learn from. */
export const learningStore = (client: ClientBase): LearningStore => ({
  spots: async (accountId, since, max) =>
    (await client.query<Spot>(SPOTS, [accountId, new Date(since), max])).rows,
  async decided(accountId, since) {
    const { rows } = await client.query<{ key: string }>(DECIDED, [accountId, new Date(since)]);
    return new Set(rows.map(({ key }) => key));
  },
  async live(accountId) {
    const { rows } = await client.query<{ id: string; version: number }>(LIVE, [accountId]);
    return new Map(rows.map(({ id, version }) => [id, version]));
  },
  async decide(act, questions, { at, by }) {
    const { id, accountId, kind, entryId, was, published, draft, added, drafted } = act;
    const values = [id, accountId, kind, entryId, was, published, draft, added, drafted, questions.length];
    await client.query(ACT, [...values, new Date(at), by]);
    const places = JSON.stringify(questions.map(({ conversationId: c, seq: s }) => ({ c, s })));
    return (await client.query(QUESTIONS, [id, places, accountId])).rowCount ?? 0;
  },
  act: async (id) => (await client.query<LearningAct>(ONE, [id])).rows[0],
  undo: async (id, at) =>
    (await client.query<{ gone: number }>(UNDO, [id, new Date(at)])).rows[0]?.gone === 1,
  acts: async (accountId) => (await client.query<ShownAct>(ACTS, [accountId])).rows,
});
