import type { ClientBase } from "pg";

import type { Meanwhile, ReviewStore } from "../../action/review/ports.ts";
import type { Nursery } from "../../core/nursery/nursery.ts";

const NEWCOMER = /* sql */ `
  SELECT s.abilities -> 'nursery' AS nursery, (
    SELECT count(*)::int FROM consultation q
    WHERE q.by_id = s.id AND q.kind = 'review' AND q.how IN ('approved', 'edited')) AS passed
  FROM staff s WHERE s.id = $1 AND s.abilities ? 'nursery'`;

/** The note that holds it was written with it, in one month. */
const MEANWHILE = /* sql */ `
  SELECT n.content ->> 'text' AS text,
    coalesce((SELECT max(m.seq) FROM message m WHERE m.conversation_id = q.conversation_id AND m.author = 'fan'), 0) AS "fanSeq",
    EXISTS (
      SELECT FROM message m WHERE m.conversation_id = q.conversation_id AND m.seq > q.note_seq AND m.at >= q.at
        AND m.author = 'agent' AND m.internal IS NOT TRUE) AS "isAnswered"
  FROM consultation q
  JOIN message n ON n.conversation_id = q.conversation_id AND n.seq = q.note_seq AND n.at = q.at
  WHERE q.id = $1`;

export const reviewStore = (client: ClientBase): ReviewStore => ({
  async newcomer(staffId) {
    type Row = { readonly nursery: Nursery; readonly passed: number };
    const [row] = (await client.query<Row>(NEWCOMER, [staffId])).rows;
    return row ?? { nursery: undefined, passed: 0 };
  },
  async meanwhile({ id }) {
    const [row] = (await client.query<Meanwhile | { text: null }>(MEANWHILE, [id])).rows;
    return row === undefined || row.text === null ? undefined : row;
  },
});
