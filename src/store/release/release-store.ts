import type { ClientBase } from "pg";

import type { ListedDraft, ListedRelease, Release, ReleaseStore } from "../../action/release/ports.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import { toWriting, writingOf } from "../knowledge/columns.ts";

const DRAFTS_MAX = 2_000;
const RELEASES_MAX = 20;

const DRAFTS = /* sql */ `
  SELECT d.id, ${writingOf("d")}, d.version, d.at, coalesce(s.name, d.by) AS by, e.id IS NULL AS "isNew",
    d.review_at IS NOT NULL AS "isReviewed",
    (SELECT count(*)::int FROM knowledge_todo t WHERE t.entry_id = d.id AND t.state = 'open') AS todo
  FROM faq_draft d LEFT JOIN faq_entry e ON e.id = d.id LEFT JOIN staff s ON d.by = 'staff:' || s.id
  WHERE d.account_id = $1
    AND ($2::uuid IS NULL OR EXISTS (SELECT FROM knowledge_set_entry k WHERE k.set_id = $2 AND k.entry_id = d.id))
  ORDER BY d.id LIMIT ${DRAFTS_MAX}`;

const BEGIN = /* sql */ `
  WITH begun AS (INSERT INTO knowledge_release (id, account_id, at, by, trial_id) VALUES ($1, $2, $3, $4, $5))
  INSERT INTO knowledge_release_entry (release_id, entry_id, version, was)
  SELECT $1, e."entryId", e.version, e.was FROM json_to_recordset($6) AS e("entryId" uuid, version int, was int)`;

const ONE = /* sql */ `
  SELECT r.id, r.account_id AS "accountId", r.undone_at IS NOT NULL AS "isUndone",
    (SELECT json_agg(json_build_object('entryId', e.entry_id, 'version', e.version, 'was', e.was) ORDER BY e.entry_id)
      FROM knowledge_release_entry e WHERE e.release_id = r.id) AS entries
  FROM knowledge_release r WHERE r.id = $1`;

const LIST = /* sql */ `
  SELECT r.id, r.at, coalesce(s.name, r.by) AS by, r.trial_id AS trial, t.despite, n.entries, n.live,
    CASE WHEN r.undone_at IS NOT NULL THEN
      json_build_object('at', (extract(epoch FROM r.undone_at) * 1000)::bigint, 'by', coalesce(u.name, r.undone_by)) END AS undone
  FROM knowledge_release r LEFT JOIN knowledge_trial t ON t.id = r.trial_id
  LEFT JOIN staff s ON r.by = 'staff:' || s.id LEFT JOIN staff u ON r.undone_by = 'staff:' || u.id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS entries, (count(*) FILTER (WHERE f.published_version = e.version))::int AS live
    FROM knowledge_release_entry e JOIN faq_entry f ON f.id = e.entry_id WHERE e.release_id = r.id) n
  WHERE r.account_id = $1 ORDER BY r.at DESC, r.id DESC LIMIT ${RELEASES_MAX}`;

const UNDO =
  "UPDATE knowledge_release SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL";

type DraftCells = Writing & Omit<ListedDraft, "writing">;

/** Drafts that are published together, and taken back together. */
export const releaseStore = (client: ClientBase): ReleaseStore => ({
  async drafts(accountId, setId) {
    const { rows } = await client.query<DraftCells>(DRAFTS, [accountId, setId ?? null]);
    return rows.map((cells) => {
      const { id, version, at, by, isNew, isReviewed, todo } = cells;
      return { id, version, at, by, isNew, isReviewed, todo, writing: toWriting(cells) };
    });
  },
  async begin({ id, accountId, entries, trial }, { at, by }) {
    await client.query(BEGIN, [id, accountId, new Date(at), by, trial ?? null, JSON.stringify(entries)]);
  },
  byId: async (id) => (await client.query<Release>(ONE, [id])).rows[0],
  list: async (accountId) => (await client.query<ListedRelease>(LIST, [accountId])).rows,
  undo: async (id, { at, by }) => (await client.query(UNDO, [id, new Date(at), by])).rowCount === 1,
});
