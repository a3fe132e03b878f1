import type { ClientBase } from "pg";

import type { FaqDraft, Snapshot, Takeover, TakeoverStore } from "../../action/takeover/ports.ts";

const SNAPSHOTS_MAX = 20;

const OF = /* sql */ `
  SELECT s.number, s.at, coalesce(f.name, s.by) AS by, s.standing, t.choice, t.made, t.put_back AS "putBack", t.version
  FROM takeover t JOIN takeover_snapshot s ON s.account_id = t.account_id AND s.number = t.number
  LEFT JOIN staff f ON s.by = 'staff:' || f.id
  WHERE t.account_id = $1`;

const SNAPSHOTS = /* sql */ `
  SELECT s.number, s.at, coalesce(f.name, s.by) AS by
  FROM takeover_snapshot s LEFT JOIN staff f ON s.by = 'staff:' || f.id
  WHERE s.account_id = $1 ORDER BY s.number DESC LIMIT ${SNAPSHOTS_MAX}`;

const KEEP = /* sql */ `
  INSERT INTO takeover_snapshot (account_id, number, standing, at, by)
  SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4 FROM takeover_snapshot WHERE account_id = $1
  RETURNING number`;

/** $4: the version that was there; 0: none. Two that begin at once meet in the key. */
const BEGIN = /* sql */ `
  WITH begun AS (
    INSERT INTO takeover AS t (account_id, number, choice) VALUES ($1, $2, $3)
    ON CONFLICT (account_id) DO UPDATE
      SET number = $2, choice = $3, made = NULL, put_back = NULL, version = t.version + 1 WHERE t.version = $4
    RETURNING 1)
  SELECT must((SELECT count(*) FROM begun) = 1, 'takeover')`;

/** $6, $7: whether it is written. */
const UPDATE = /* sql */ `
  WITH changed AS (
    UPDATE takeover SET choice = coalesce($3::jsonb, choice), made = CASE WHEN $6 THEN $4::jsonb ELSE made END,
      put_back = CASE WHEN $7 THEN $5::jsonb ELSE put_back END, version = version + 1
    WHERE account_id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM changed) = 1, 'takeover')`;

const DRAFT = /* sql */ `
  INSERT INTO faq_draft (id, account_id, title, phrasings, answer, at, by) VALUES ($1, $2, $3, $4, $5, $6, $7)`;
const DRAFTS = /* sql */ `
  SELECT id, title, phrasings, answer FROM faq_draft WHERE id = ANY ($1) ORDER BY array_position($1, id)`;

const ENTRY = /* sql */ `
  INSERT INTO faq_entry (id, account_id, key, published_version, created_at) VALUES ($1, $2, $3, 1, $4)`;
const VERSION = /* sql */ `
  INSERT INTO faq_version (entry_id, version, title, phrasings, answer, created_at, created_by)
  VALUES ($1, 1, $2, $3, $4, $5, $6)`;

const KEEP_TEXT = /* sql */ `
  INSERT INTO setting AS s (scope, key, value, updated_at, updated_by) VALUES ($1, $2, to_jsonb($3::text), $4, $5)
  ON CONFLICT (scope, key) DO UPDATE SET value = EXCLUDED.value, version = s.version + 1,
    updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by`;

const scopeOf = (accountId: string): string => `account:${accountId}`;
const json = (value: unknown): string | null =>
  value === undefined || value === null ? null : JSON.stringify(value);

/** Accounts that are taken over, and the drafts of entries that come of it. */
export const takeoverStore = (client: ClientBase): TakeoverStore => ({
  of: async (accountId) => (await client.query<Takeover>(OF, [accountId])).rows[0],
  snapshots: async (accountId) => (await client.query<Snapshot>(SNAPSHOTS, [accountId])).rows,
  async begin(accountId, before, { standing, choice }, { at, by }) {
    const kept = [accountId, JSON.stringify(standing), new Date(at), by];
    const number = (await client.query<{ number: number }>(KEEP, kept)).rows[0]?.number;
    await client.query(BEGIN, [accountId, number, JSON.stringify(choice), before?.version ?? 0]);
  },
  async update(accountId, version, { choice, made, putBack }) {
    const cells = [json(choice), json(made), json(putBack), made !== undefined, putBack !== undefined];
    await client.query(UPDATE, [accountId, version, ...cells]);
  },
  async draft(accountId, { id, title, phrasings, answer }, { at, by }) {
    await client.query(DRAFT, [id, accountId, title, phrasings, JSON.stringify(answer), new Date(at), by]);
  },
  drafts: async (ids) => (await client.query<FaqDraft>(DRAFTS, [ids])).rows,
  async removeDrafts(ids) {
    await client.query("DELETE FROM faq_draft WHERE id = ANY ($1)", [ids]);
  },
  async publish(accountId, drafts, { at, by }) {
    for (const { draft, entryId } of drafts) {
      const { id, title, phrasings, answer } = draft;
      await client.query(ENTRY, [entryId, accountId, `taken-over-${id}`, new Date(at)]);
      await client.query(VERSION, [entryId, title, phrasings, JSON.stringify(answer), new Date(at), by]);
    }
    await client.query("DELETE FROM faq_draft WHERE id = ANY ($1)", [drafts.map(({ draft }) => draft.id)]);
  },
  async text(accountId, key) {
    const found = await client.query<{ value: unknown }>(
      "SELECT value FROM setting WHERE scope = $1 AND key = $2",
      [scopeOf(accountId), key],
    );
    const value = found.rows[0]?.value;
    return typeof value === "string" ? value : null;
  },
  async keepText(accountId, key, text, { at, by }) {
    const named = [scopeOf(accountId), key];
    await (text === null
      ? client.query("DELETE FROM setting WHERE scope = $1 AND key = $2", named)
      : client.query(KEEP_TEXT, [...named, text, new Date(at), by]));
  },
});
