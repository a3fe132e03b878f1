import type { ClientBase } from "pg";

import type { Draft, Known, KnowledgeStore, Version } from "../../action/knowledge/ports.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import { COLUMNS, toWriting, valuesOf, writingOf } from "./columns.ts";
import { listOf } from "./list.ts";
import { picturesOf } from "./pictures.ts";
import { wholeOf } from "./whole.ts";

const VERSIONS_MAX = 20;

const ONE = /* sql */ `
  SELECT k.id, k.account_id AS "accountId", a.name AS "accountName", k.key, k.published FROM (
    SELECT id, account_id, key, published_version AS published FROM faq_entry WHERE id = $1
    UNION ALL SELECT id, account_id, NULL, NULL FROM faq_draft d
      WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM faq_entry e WHERE e.id = d.id)) k
  JOIN account a ON a.id = k.account_id`;

const DRAFT = /* sql */ `
  SELECT ${writingOf("d")}, d.version, d.at, coalesce(s.name, d.by) AS by, d.review_at AS "reviewAt",
    coalesce(r.name, d.review_by) AS "reviewBy"
  FROM faq_draft d LEFT JOIN staff s ON d.by = 'staff:' || s.id LEFT JOIN staff r ON d.review_by = 'staff:' || r.id
  WHERE d.id = $1`;

/** $2: which; null: the newest. */
const VERSIONS = /* sql */ `
  SELECT ${writingOf("v")}, v.version AS number, v.created_at AS at, coalesce(s.name, v.created_by) AS by, v.restores
  FROM faq_version v LEFT JOIN staff s ON v.created_by = 'staff:' || s.id
  WHERE v.entry_id = $1 AND ($2::int IS NULL OR v.version = $2) ORDER BY v.version DESC LIMIT ${VERSIONS_MAX}`;

const CREATE = /* sql */ `
  INSERT INTO faq_draft (id, account_id, at, by, ${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
  ON CONFLICT (id) DO NOTHING`;

/** What is written anew has to be looked over anew. */
const SAVE = /* sql */ `
  UPDATE faq_draft SET at = $3, by = $4, title = $5, phrasings = $6, answer = $7, variants = $8, valid_from = $9,
    valid_until = $10, account_ids = $11, version = version + 1, review_at = NULL, review_by = NULL
  WHERE id = $1 AND version = $2`;

const REVIEW = /* sql */ `
  UPDATE faq_draft SET review_at = $3, review_by = $4, version = version + 1 WHERE id = $1 AND version = $2`;

/** Whoever publishes takes turns: what others have published is seen before something else is. */
const TURN = /* sql */ `SELECT pg_advisory_xact_lock(hashtext('seatbridge.knowledge'))`;
const OWNERS = /* sql */ `
  SELECT e.id, v.title, v.phrasings, v.folded
  FROM faq_entry e JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
  WHERE e.id <> ALL ($3::uuid[]) AND (e.account_id = ANY ($1::uuid[]) OR v.account_ids && $1::uuid[])
    AND (v.folded IS NULL OR v.folded && $2::text[])
  ORDER BY v.title, e.id`;

/** $13: what was published until now; $14: the draft's version, where it is a draft; $16: what is published stays. */
const PUBLISH = /* sql */ `
  WITH next AS (SELECT coalesce(max(version), 0) + 1 AS number FROM faq_version WHERE entry_id = $1),
  moved AS (
    INSERT INTO faq_entry AS e (id, account_id, key, published_version, created_at)
    SELECT $1, $2, 'entry-' || $1::uuid, CASE WHEN NOT $16::boolean THEN number END, $3 FROM next
    ON CONFLICT (id) DO UPDATE SET published_version = CASE WHEN $16 THEN e.published_version ELSE excluded.published_version END
      WHERE e.published_version IS NOT DISTINCT FROM $13
    RETURNING 1
  ), kept AS (
    INSERT INTO faq_version (entry_id, version, created_at, created_by, ${COLUMNS}, folded, restores)
    SELECT $1, number, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $15 FROM next RETURNING version
  ), spent AS (DELETE FROM faq_draft WHERE id = $1 AND version = $14 RETURNING 1)
  SELECT version AS number, must((SELECT count(*) FROM moved) = 1
    AND ($14::int IS NULL OR (SELECT count(*) FROM spent) = 1), 'entry') FROM kept`;

const WITHDRAW = /* sql */ `
  UPDATE faq_entry SET published_version = NULL WHERE id = $1 AND published_version = $2`;

type DraftCells = Writing &
  Pick<Draft, "version" | "at" | "by"> & {
    readonly reviewAt: number | null;
    readonly reviewBy: string | null;
  };
type VersionCells = Writing & Omit<Version, "writing">;

const toDraft = (cells: DraftCells): Draft => {
  const { version, at, by, reviewAt, reviewBy } = cells;
  const review = reviewAt === null ? null : { at: reviewAt, by: reviewBy ?? "" };
  return { writing: toWriting(cells), version, at, by, review };
};

const toVersion = (cells: VersionCells): Version => {
  const { number, at, by, restores } = cells;
  return { number, writing: toWriting(cells), at, by, restores };
};

/** What the bot knows, as people write it. */
export const knowledgeStore = (client: ClientBase): KnowledgeStore => ({
  ...listOf(client),
  ...wholeOf(client),
  ...picturesOf(client),
  known: async (id) => (await client.query<Known>(ONE, [id])).rows[0],
  draft: async (id) => (await client.query<DraftCells>(DRAFT, [id])).rows.map(toDraft)[0],
  versions: async (id) => (await client.query<VersionCells>(VERSIONS, [id, null])).rows.map(toVersion),
  version: async (id, number) =>
    (await client.query<VersionCells>(VERSIONS, [id, number])).rows.map(toVersion)[0],
  async create(id, accountId, writing, { at, by }) {
    await client.query(CREATE, [id, accountId, new Date(at), by, ...valuesOf(writing)]);
  },
  async save({ id, accountId }, writing, version, { at, by }) {
    const stamped = [new Date(at), by, ...valuesOf(writing)];
    const { rowCount } = await (version === 0
      ? client.query(CREATE, [id, accountId, ...stamped])
      : client.query(SAVE, [id, version, ...stamped]));
    return rowCount === 1;
  },
  async review(id, version, stamp) {
    const wish = [stamp === null ? null : new Date(stamp.at), stamp?.by ?? null];
    return (await client.query(REVIEW, [id, version, ...wish])).rowCount === 1;
  },
  discard: async (id, version) =>
    (await client.query("DELETE FROM faq_draft WHERE id = $1 AND version = $2", [id, version])).rowCount ===
    1,
  async owners(accountIds, folded, butIds) {
    await client.query(TURN);
    return (await client.query(OWNERS, [accountIds, folded, butIds])).rows;
  },
  async publish({ id, accountId, writing, folded, restores, draft, was, beside }, { at, by }) {
    const values = [
      id,
      accountId,
      new Date(at),
      by,
      ...valuesOf(writing),
      folded,
      was,
      draft ?? null,
      restores,
      beside === true,
    ];
    return (await client.query<{ number: number }>(PUBLISH, values)).rows[0]?.number ?? 0;
  },
  withdraw: async (id, was) => (await client.query(WITHDRAW, [id, was])).rowCount === 1,
});
