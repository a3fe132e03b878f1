import type { ClientBase } from "pg";

import type { KeptTodo, ListedSet, ListedTodo, TodoState, TodoStore } from "../../action/todo/ports.ts";

const SETS_MAX = 50;

/** What the entry of `t` is called now: as it is being written, as it answers, or as it did last; null: it is gone. */
const TITLE = /* sql */ `
  coalesce((SELECT d.title FROM faq_draft d WHERE d.id = t.entry_id),
    (SELECT v.title FROM faq_version v LEFT JOIN faq_entry e ON e.id = v.entry_id WHERE v.entry_id = t.entry_id
      ORDER BY v.version IS NOT DISTINCT FROM e.published_version DESC, v.version DESC LIMIT 1))`;

const BEGIN = /* sql */ `
  WITH begun AS (INSERT INTO knowledge_set (id, account_id, at, by) VALUES ($1, $2, $3, $4)),
  kept AS (
    INSERT INTO knowledge_set_entry (set_id, entry_id, n)
    SELECT $1, e.id, e.row FROM json_to_recordset($5) AS e(id uuid, row int)
  )
  INSERT INTO knowledge_todo (id, set_id, n, entry_id, other_id, code, says, state)
  SELECT t.id, $1, t.n, t."entryId", t."otherId", t.todo ->> 'code', t.todo, 'open'
  FROM json_to_recordset($6) AS t(id uuid, n int, "entryId" uuid, "otherId" uuid, todo jsonb)`;

const COUNTS = /* sql */ `
  json_build_object('open', count(*) FILTER (WHERE t.state = 'open'), 'done', count(*) FILTER (WHERE t.state = 'done'),
    'dismissed', count(*) FILTER (WHERE t.state = 'dismissed'))`;

const SETS = /* sql */ `
  SELECT k.id, k.at, coalesce(s.name, k.by) AS by,
    (SELECT count(*)::int FROM knowledge_set_entry e WHERE e.set_id = k.id) AS entries,
    (SELECT count(*)::int FROM knowledge_set_entry e JOIN faq_draft d ON d.id = e.entry_id WHERE e.set_id = k.id) AS drafts,
    (SELECT ${COUNTS} FROM knowledge_todo t WHERE t.set_id = k.id) AS counts
  FROM knowledge_set k LEFT JOIN staff s ON k.by = 'staff:' || s.id
  WHERE k.account_id = $1 ORDER BY k.at DESC, k.id DESC LIMIT ${SETS_MAX}`;

const KEPT = /* sql */ `
  t.id, t.set_id AS "setId", t.entry_id AS "entryId", t.other_id AS "otherId", t.says AS todo, t.state`;

/** $2 state, $3 entry, $4 the place after which, $6 who asks, $7 since when somebody is at it. */
const LIST = /* sql */ `
  SELECT ${KEPT}, t.n, ${TITLE} AS title, t.reason, t.at, coalesce(s.name, t.by) AS by,
    CASE WHEN t.state = 'open' AND t.hand_at > $7 THEN
      json_build_object('by', coalesce(h.name, t.hand_by), 'at', (extract(epoch FROM t.hand_at) * 1000)::bigint, 'isMine', t.hand_by = $6)
    END AS hand
  FROM knowledge_todo t LEFT JOIN staff s ON t.by = 'staff:' || s.id LEFT JOIN staff h ON t.hand_by = 'staff:' || h.id
  WHERE t.set_id = $1 AND ($2::text IS NULL OR t.state = $2) AND ($3::uuid IS NULL OR t.entry_id = $3)
    AND ($4::int IS NULL OR t.n > $4)
  ORDER BY t.n LIMIT $5`;

const ABOUT = /* sql */ `
  SELECT ${KEPT} FROM knowledge_todo t
  WHERE t.state = 'open' AND (t.entry_id = ANY ($1::uuid[]) OR t.other_id = ANY ($1::uuid[])) ORDER BY t.id`;

const SETTLE = /* sql */ `
  UPDATE knowledge_todo SET state = $2, reason = $3, at = CASE WHEN $2 <> 'open' THEN $4::timestamptz END,
    by = CASE WHEN $2 <> 'open' THEN $5 END
  WHERE id = ANY ($1::uuid[]) AND state <> $2`;

/** One after the other: two who ask at once get two entries. */
const TURN = "SELECT FROM knowledge_set WHERE id = $1 FOR UPDATE";
const TAKE = /* sql */ `
  WITH free AS (
    SELECT t.entry_id FROM knowledge_todo t
    WHERE t.set_id = $1 AND t.state = 'open' AND (t.hand_at IS NULL OR t.hand_at <= $5 OR t.hand_by = $3)
      AND ($6::uuid IS NULL OR t.entry_id = $6) AND t.entry_id IS DISTINCT FROM $2
    ORDER BY t.n > coalesce((SELECT max(n) FROM knowledge_todo WHERE set_id = $1 AND entry_id = $2), -1) DESC, t.n LIMIT 1
  )
  UPDATE knowledge_todo t SET hand_at = CASE WHEN t.entry_id = f.entry_id THEN $4::timestamptz END,
    hand_by = CASE WHEN t.entry_id = f.entry_id THEN $3 END
  FROM free f WHERE t.set_id = $1 AND (t.entry_id = f.entry_id OR t.hand_by = $3)
  RETURNING f.entry_id AS "entryId"`;

const NONE: Readonly<Record<TodoState, number>> = { open: 0, done: 0, dismissed: 0 };

/** What is left to do about drafts that came with a table. */
export const todoStore = (client: ClientBase): TodoStore => ({
  async begin({ id, accountId, entries, todo }, { at, by }) {
    const placed = todo.map((one, n) => ({ ...one, n }));
    const given = [JSON.stringify(entries), JSON.stringify(placed)];
    await client.query(BEGIN, [id, accountId, new Date(at), by, ...given]);
  },
  sets: async (accountId) => (await client.query<ListedSet>(SETS, [accountId])).rows,
  set: async (id) =>
    (
      await client.query<{ accountId: string }>(
        'SELECT account_id AS "accountId" FROM knowledge_set WHERE id = $1',
        [id],
      )
    ).rows[0],
  async list({ setId, state, entryId, after, limit }, me, heldSince) {
    const place = after !== undefined && /^\d{1,9}$/.test(after) ? Number(after) : null;
    const asked = [setId, state ?? null, entryId ?? null, place, limit + 1, me, new Date(heldSince)];
    const { rows } = await client.query<ListedTodo>(LIST, asked);
    const items = rows.slice(0, limit);
    return { items, next: rows.length > limit ? String(items.at(-1)?.n ?? 0) : null };
  },
  async counts(setId) {
    const { rows } = await client.query<{ counts: Record<TodoState, number> }>(
      `SELECT ${COUNTS} AS counts FROM knowledge_todo t WHERE t.set_id = $1`,
      [setId],
    );
    return rows[0]?.counts ?? NONE;
  },
  byId: async (id) =>
    (await client.query<KeptTodo>(`SELECT ${KEPT} FROM knowledge_todo t WHERE t.id = $1`, [id])).rows[0],
  about: async (entryIds) => (await client.query<KeptTodo>(ABOUT, [entryIds])).rows,
  async settle(ids, { state, reason }, { at, by }) {
    return (await client.query(SETTLE, [ids, state, reason, new Date(at), by])).rowCount ?? 0;
  },
  async take({ setId, after, only, heldSince }, { at, by }) {
    await client.query(TURN, [setId]);
    const asked = [setId, after ?? null, by, new Date(at), new Date(heldSince), only ?? null];
    return (await client.query<{ entryId: string }>(TAKE, asked)).rows[0]?.entryId ?? null;
  },
});
