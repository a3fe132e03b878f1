import type { ClientBase } from "pg";

import type { Expiring, KnowledgeStore, Listed, State } from "../../action/knowledge/ports.ts";

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

/** `soon`: the moment until which is soon. */
const inState = (soon: string): Readonly<Record<State, string>> => ({
  live: "k.live",
  draft: "k.draft <> 'none'",
  review: "k.draft = 'review'",
  expiring: `k.live AND k.valid_until <= ${soon}`,
  silent: "NOT k.live AND (k.draft = 'none' OR k.published_version IS NOT NULL)",
});

/** The newest first; $3 what is looked for, $4 and $5 where the page before ended, $7 until when is soon. */
const list = (state: State | undefined): string => /* sql */ `
  WITH k AS (${KNOWN})
  SELECT k.id, k.account_id AS "accountId", a.name AS "accountName", k.key, k.published_version AS published, k.title,
    cardinality(k.phrasings) AS phrasings, k.answer, k.valid_from AS "validFrom", k.valid_until AS "validUntil", k.draft,
    k.at, coalesce(s.name, k.by) AS by
  FROM k JOIN account a ON a.id = k.account_id LEFT JOIN staff s ON k.by = 'staff:' || s.id
  WHERE ${state === undefined ? "$7::timestamptz IS NOT NULL" : `${inState("$7")[state]} AND $7::timestamptz IS NOT NULL`}
    AND ($3::text IS NULL OR concat_ws(E'\\n', k.title, array_to_string(k.phrasings, E'\\n'), k.answer ->> 'text') ILIKE $3)
    AND ($4::timestamptz IS NULL OR (k.at, k.id) < ($4, $5::uuid))
  ORDER BY k.at DESC, k.id DESC LIMIT $6`;

const COUNTS = /* sql */ `
  WITH k AS (${KNOWN})
  SELECT count(*)::int AS all, ${Object.entries(inState("$3"))
    .map(([state, rule]) => `(count(*) FILTER (WHERE ${rule}))::int AS ${state}`)
    .join(", ")} FROM k`;

const EXPIRING_MAX = 100;
/** Of what answers, not of what is being written. */
const EXPIRING = /* sql */ `
  SELECT e.id, v.title, v.valid_until AS until, coalesce(s.name, v.created_by) AS by, v.created_by = $4 AS "isMine"
  FROM faq_entry e JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
  LEFT JOIN staff s ON v.created_by = 'staff:' || s.id
  WHERE (e.account_id = $1 OR v.account_ids @> ARRAY[$1::uuid]) AND v.valid_until > $2 AND v.valid_until <= $3
    AND coalesce(v.valid_from <= $2, true)
  ORDER BY v.valid_until, e.id LIMIT ${EXPIRING_MAX}`;

const likeOf = (words: string): string => `%${words.replaceAll(/[\\%_]/g, "\\$&")}%`;

/** Where the next page begins: `<moment in ms>~<id>`. */
const CURSOR = /^(\d{1,15})~([0-9a-f-]{36})$/;

export const listOf = (client: ClientBase): Pick<KnowledgeStore, "list" | "counts" | "expiring"> => ({
  async list({ accountId, q, state, after, limit }, at, soon) {
    const [, ms, id] = CURSOR.exec(after ?? "") ?? [];
    const words = q?.trim() ? likeOf(q.trim()) : null;
    const since = ms === undefined ? null : new Date(Number(ms));
    const values = [accountId, new Date(at), words, since, id ?? null, limit + 1, new Date(soon)];
    const { rows } = await client.query<Listed>(list(state), values);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? `${last.at}~${last.id}` : null };
  },
  async counts(accountId, at, soon) {
    const asked = [accountId, new Date(at), new Date(soon)];
    const { rows } = await client.query<Record<State | "all", number>>(COUNTS, asked);
    return rows[0] ?? { all: 0, live: 0, draft: 0, review: 0, expiring: 0, silent: 0 };
  },
  async expiring(accountId, at, soon, me) {
    const asked = [accountId, new Date(at), new Date(soon), me];
    return (await client.query<Expiring>(EXPIRING, asked)).rows;
  },
});
