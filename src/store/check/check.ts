import type { ClientBase } from "pg";

import type { Check, CheckStore } from "../../action/check/ports.ts";
import { CHECK_WORD_MS_MAX, type CheckedWord, type CheckNote } from "../../core/channel/check.ts";

/** Of our own answer: enough to recognise it. */
const TEXT_CHARS_MAX = 300;

const epochOf = (moment: string): string => `(extract(epoch FROM ${moment}) * 1000)::bigint`;

const START = /* sql */ `
  INSERT INTO account_check (account_id, id, started_at, until) VALUES ($1, $2, $3, $4)
  ON CONFLICT (account_id) DO UPDATE SET id = $2, started_at = $3, until = $4, notes = '[]'`;

const LAST = /* sql */ `SELECT id, started_at AS "startedAt", notes FROM account_check WHERE account_id = $1`;

/**
 * The first word of a fan since then, as a node has noted it ($4), or as the rows have it; and what became of it: no word
 * of hers is read. One that is stored undecided may turn out to be a mere event; then the next counts. What ends a turn
 * is the first event behind its last piece; an answer that leaves by the send loop bears its moment.
 */
const WORD = /* sql */ `
  WITH word AS MATERIALIZED (
    SELECT i.key, i.conversation_id, i.at, i.state, i.rule, i.reply_seq, m.seq, m.at AS said_at, m.contact_id
    FROM inbox i
    LEFT JOIN message m ON m.conversation_id = i.conversation_id AND m.seq = i.seq AND m.at >= i.at
    WHERE i.account_id = $1 AND i.at BETWEEN $2 AND $3
      AND (i.seq IS NULL AND i.rule IS DISTINCT FROM 'platform_report' OR m.content->>'kind' <> 'event')
    ORDER BY i.key = $4::uuid DESC NULLS LAST, i.at, i.key LIMIT 1
  )
  SELECT key, conversation_id AS "conversationId", word.at, state, word.rule, to_json(decided) AS decided, to_json(reply) AS reply
  FROM word
  LEFT JOIN LATERAL (
    SELECT ${epochOf("e.at")} AS at, e.code, e.data->>'rule' AS rule, (
      SELECT v.title FROM faq_version v
      WHERE v.entry_id = (e.data->>'entry')::uuid AND v.version = (e.data->>'version')::int) AS entry
    FROM event e
    WHERE e.subject_id IN (word.contact_id, word.conversation_id) AND e.at >= word.said_at AND e.code <> 'paused'
      AND ((e.data->>'seq')::int >= word.seq OR (e.data->>'turn')::int <= word.seq)
    ORDER BY e.at, e.seq LIMIT 1
  ) decided ON true
  LEFT JOIN LATERAL (
    SELECT o.seq, ${epochOf("o.at")} AS at, o.state = 'passive' AS passive, o.seen, o.code, r.content->>'kind' AS kind,
      left(r.content->>'text', ${TEXT_CHARS_MAX}) AS text
    FROM outbox_seen o
    JOIN message_read r ON r.conversation_id = o.conversation_id AND r.seq = o.seq AND r.at >= word.said_at
    WHERE o.conversation_id = word.conversation_id AND o.seq > word.seq AND r.author = 'bot' AND o.seen IS NOT NULL
      AND (o.seq = word.reply_seq OR ${epochOf("o.at")} = decided.at)
    ORDER BY o.seq LIMIT 1
  ) reply ON true`;

type Row = Pick<Check, "id" | "startedAt" | "notes">;

export const checkStore = (client: ClientBase): CheckStore => ({
  async start({ id, accountId, until }, at) {
    await client.query(START, [accountId, id, new Date(at), new Date(until)]);
  },
  async last(accountId) {
    const [check] = (await client.query<Row>(LAST, [accountId])).rows;
    if (check === undefined) return undefined;
    const since = new Date(check.startedAt);
    const wordUntil = new Date(check.startedAt + CHECK_WORD_MS_MAX);
    const values = [accountId, since, wordUntil, firstTaken(check.notes)];
    const [word] = (await client.query<CheckedWord>(WORD, values)).rows;
    return { ...check, word };
  },
});

/** Nodes note the first that each of them took in. */
const firstTaken = (notes: readonly CheckNote[]): string | undefined =>
  notes
    .flatMap((note) => (note.step === "taken" ? [note] : []))
    .toSorted((one, other) => one.receivedAt - other.receivedAt)[0]?.key;
