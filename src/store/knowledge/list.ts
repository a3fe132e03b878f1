import type { ClientBase } from "pg";

import type { KnowledgeStore, Listed, State } from "../../action/knowledge/ports.ts";

/** Entries and what is to become one, as an account has them: its own, and those of others that answer for it, too. */
const KNOWN = /* sql */ `
  SELECT coalesce(e.id, d.id) AS id, coalesce(e.account_id, d.account_id) AS account_id, e.key, e.published_version,
    coalesce(d.title, v.title) AS title, coalesce(d.phrasings, v.phrasings) AS phrasings, coalesce(d.answer, v.answer) AS answer,
    CASE WHEN e.published_version IS NULL THEN d.valid_from ELSE v.valid_from END AS valid_from,
    CASE WHEN e.published_version IS NULL THEN d.valid_until ELSE v.valid_until END AS valid_until,
    CASE WHEN d.id IS NULL THEN 'none' WHEN d.review_at IS NULL THEN 'writing' ELSE 'review' END AS draft,
    coalesce(d.at, v.created_at) AS at, coalesce(d.by, v.created_by) AS by,
    e.published_version IS NOT NULL AND coalesce(v.valid_from <= $2, true) AND coalesce(v.valid_until > $2, true) AS live
  FROM faq_entry e FULL JOIN faq_draft d ON d.id = e.id
  LEFT JOIN faq_version v ON v.entry_id = e.id
    AND v.version = coalesce(e.published_version, (SELECT max(m.version) FROM faq_version m WHERE m.entry_id = e.id))
  WHERE coalesce(e.account_id, d.account_id) = $1 OR v.account_ids @> ARRAY[$1::uuid]`;

const IN_STATE: Readonly<Record<State, string>> = {
  live: "k.live",
  draft: "k.draft <> 'none'",
  review: "k.draft = 'review'",
  silent: "NOT k.live AND (k.draft = 'none' OR k.published_version IS NOT NULL)",
};

/** The newest first; $3 what is looked for, $4 and $5 where the page before ended. */
const list = (state: State | undefined): string => /* sql */ `
  WITH k AS (${KNOWN})
  SELECT k.id, k.account_id AS "accountId", a.name AS "accountName", k.key, k.published_version AS published, k.title,
    cardinality(k.phrasings) AS phrasings, k.answer, k.valid_from AS "validFrom", k.valid_until AS "validUntil", k.draft,
    k.at, coalesce(s.name, k.by) AS by
  FROM k JOIN account a ON a.id = k.account_id LEFT JOIN staff s ON k.by = 'staff:' || s.id
  WHERE ${state === undefined ? "true" : IN_STATE[state]}
    AND ($3::text IS NULL OR concat_ws(E'\\n', k.title, array_to_string(k.phrasings, E'\\n'), k.answer ->> 'text') ILIKE $3)
    AND ($4::timestamptz IS NULL OR (k.at, k.id) < ($4, $5::uuid))
  ORDER BY k.at DESC, k.id DESC LIMIT $6`;

const COUNTS = /* sql */ `
  WITH k AS (${KNOWN})
  SELECT count(*)::int AS all, ${Object.entries(IN_STATE)
    .map(([state, rule]) => `(count(*) FILTER (WHERE ${rule}))::int AS ${state}`)
    .join(", ")} FROM k`;

const likeOf = (words: string): string => `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;

/** Where the next page begins: `<moment in ms>~<id>`. */
const CURSOR = /^(\d{1,15})~([0-9a-f-]{36})$/;

export const listOf = (client: ClientBase): Pick<KnowledgeStore, "list" | "counts"> => ({
  async list({ accountId, q, state, after, limit }, at) {
    const [, ms, id] = CURSOR.exec(after ?? "") ?? [];
    const words = q?.trim() ? likeOf(q.trim()) : null;
    const since = ms === undefined ? null : new Date(Number(ms));
    const values = [accountId, new Date(at), words, since, id ?? null, limit + 1];
    const { rows } = await client.query<Listed>(list(state), values);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? `${last.at}~${last.id}` : null };
  },
  async counts(accountId, at) {
    const { rows } = await client.query<Record<State | "all", number>>(COUNTS, [accountId, new Date(at)]);
    return rows[0] ?? { all: 0, live: 0, draft: 0, review: 0, silent: 0 };
  },
});
