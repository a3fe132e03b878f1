import type { ClientBase } from "pg";

import type { CountedCode, SceneStore } from "../../action/scene/ports.ts";

const CODES_MAX = 1_000;

/** Scans are what the events tell of. */
const LIST = /* sql */ `
  SELECT s.id, s.account_id AS "accountId", s.scene, s.name, s.lives_ms::float8 AS "livesMs", s.queue_id AS "queueId", s.lane,
    s.at_once AS "atOnce", s.welcome, s.entry_key AS "entryKey", s.state, s.code, s.url, s.expires_at AS "expiresAt",
    s.created_at AS "createdAt", s.version, e.follows, e.scans
  FROM scene_code s CROSS JOIN LATERAL (
    SELECT count(*)::int AS scans, count(*) FILTER (WHERE data ->> 'rule' = 'followed')::int AS follows
    FROM event WHERE data ? 'scene' AND data ->> 'scene' = s.id::text) AS e
  WHERE $1::uuid IS NULL OR s.id = $1
  ORDER BY s.state = 'archived', s.created_at DESC, s.id DESC LIMIT ${CODES_MAX}`;

const CREATE = /* sql */ `
  INSERT INTO scene_code (id, account_id, scene, name, lives_ms, queue_id, lane, at_once, welcome, entry_key, state, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`;

/** $3: which fields are given, by name. */
const UPDATE = /* sql */ `
  WITH changed AS (
    UPDATE scene_code SET version = version + 1, name = coalesce($4, name), lane = coalesce($5, lane),
      at_once = coalesce($6, at_once), state = coalesce($7, state),
      queue_id = CASE WHEN 'queueId' = ANY ($3::text[]) THEN $8::uuid ELSE queue_id END,
      welcome = CASE WHEN 'welcome' = ANY ($3::text[]) THEN $9 ELSE welcome END,
      entry_key = CASE WHEN 'entryKey' = ANY ($3::text[]) THEN $10 ELSE entry_key END
    WHERE id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM changed) = 1, 'code')`;

/** One that was archived meanwhile stays so. */
const SETTLE = /* sql */ `
  UPDATE scene_code SET version = version + 1, url = coalesce($2, url), expires_at = CASE WHEN $2 IS NULL THEN expires_at ELSE $3 END,
    code = $4, state = CASE WHEN state = 'archived' THEN state WHEN $2 IS NULL THEN 'failed' ELSE 'ready' END
  WHERE id = $1`;

const TAKEN = /* sql */ `SELECT 1 FROM scene_code WHERE account_id = $1 AND scene = $2`;
const PERMANENT = /* sql */ `
  SELECT count(*)::int AS count FROM scene_code WHERE account_id = $1 AND lives_ms IS NULL AND url IS NOT NULL`;
const ENTRIES = /* sql */ `
  SELECT e.key, v.title FROM faq_entry e JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
  WHERE e.account_id = $1 ORDER BY v.title LIMIT 2000`;

export const sceneStore = (client: ClientBase): SceneStore => ({
  list: async () => (await client.query<CountedCode>(LIST, [null])).rows,
  byId: async (id) => (await client.query<CountedCode>(LIST, [id])).rows[0],
  isTaken: async (accountId, scene) => (await client.query(TAKEN, [accountId, scene])).rowCount === 1,
  permanent: async (accountId) =>
    (await client.query<{ count: number }>(PERMANENT, [accountId])).rows[0]?.count ?? 0,
  async create(code) {
    const { id, accountId, scene, name, livesMs, queueId, lane, atOnce, welcome, entryKey, state } = code;
    const values = [id, accountId, scene, name, livesMs, queueId, lane, atOnce, welcome, entryKey, state];
    await client.query(CREATE, [...values, new Date(code.createdAt)]);
  },
  async update({ id, version }, change) {
    const { name, lane, atOnce, state, queueId, welcome, entryKey } = change;
    const given = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    await client.query(UPDATE, [id, version, given, name, lane, atOnce, state, queueId, welcome, entryKey]);
  },
  async settle(id, made) {
    const values =
      "url" in made
        ? [id, made.url, made.expiresAt === undefined ? null : new Date(made.expiresAt), null]
        : [id, null, null, made.code];
    await client.query(SETTLE, values);
  },
  entries: async (accountId) =>
    (await client.query<{ key: string; title: string }>(ENTRIES, [accountId])).rows,
});
