import type { ClientBase } from "pg";

import type { KeptGolden, Trial, TrialStore } from "../../action/trial/ports.ts";
import { firstIdAt } from "../../core/kernel/id.ts";
import type { Golden, Replayed } from "../../core/trial/trial.ts";
import { wordsIn } from "../learning/said.ts";
import { wordsOf } from "./words.ts";

const GOLDEN = /* sql */ `g.id, g.entry_id AS "entryId", g.text`;

const GOLDENS = /* sql */ `
  SELECT ${GOLDEN}, g.at, coalesce(s.name, g.by) AS by
  FROM golden_question g LEFT JOIN staff s ON g.by = 'staff:' || s.id WHERE g.account_id = $1 ORDER BY g.at, g.id`;

const ADD = /* sql */ `
  INSERT INTO golden_question (id, account_id, entry_id, text, folded, at, by)
  SELECT q.id, $1, q."entryId", q.text, q.folded, $3, $4
  FROM json_to_recordset($2) AS q(id uuid, "entryId" uuid, text text, folded text) ORDER BY q.folded
  ON CONFLICT (account_id, folded) DO NOTHING`;

/** $1 account, $2 since, $3 how many contacts, and messages, $4 the first id of then: ids of contacts grow with time. */
const REPLAYED = /* sql */ `
  WITH recent AS (
    SELECT id, conversation_id FROM contact WHERE id >= $4 AND account_id = $1 ORDER BY id DESC LIMIT $3
  )
  SELECT r.conversation_id AS "conversationId", m.seq, m.text FROM recent r CROSS JOIN LATERAL (
    SELECT m.seq, m.at, ${wordsIn("m")} AS text
    FROM event e JOIN message m ON m.conversation_id = r.conversation_id AND m.seq = (e.data ->> 'seq')::int
      AND m.at >= $2::timestamptz - interval '1 day'
    WHERE e.subject_id = r.id AND e.at >= $2 AND e.subject = 'contact' AND m.author = 'fan'
      AND e.code IN ('answered', 'clarified', 'missed', 'waited')) m
  WHERE m.text <> '' ORDER BY m.at DESC LIMIT $3`;

const BASE = /* sql */ `
  SELECT md5(coalesce(string_agg(e.id || '@' || e.published_version, ' ' ORDER BY e.id), '')) AS base
  FROM faq_entry e JOIN faq_version v ON v.entry_id = e.id AND v.version = e.published_version
  WHERE e.account_id = $1 OR v.account_ids @> ARRAY[$1::uuid]`;

const KEEP = /* sql */ `
  INSERT INTO knowledge_trial (id, entry_id, words, base, doubts, reports, at, by)
  VALUES ($1, $2, md5($3), $4, $5, $6, $7, $8)`;

const FITTING = /* sql */ `
  SELECT id, doubts FROM knowledge_trial WHERE entry_id = $1 AND words = md5($2) AND base = $3
  ORDER BY at DESC, id DESC LIMIT 1`;

const READ = /* sql */ `
  SELECT t.id, t.entry_id AS "entryId", t.doubts, t.reports, t.at, coalesce(s.name, t.by) AS by, t.despite, t.published
  FROM knowledge_trial t LEFT JOIN staff s ON t.by = 'staff:' || s.id WHERE t.id = $1`;

/** What new knowledge is tried on before it answers anybody, and what that has shown. */
export const trialStore = (client: ClientBase): TrialStore => ({
  goldens: async (accountId) => (await client.query<KeptGolden>(GOLDENS, [accountId])).rows,
  golden: async (id) =>
    (
      await client.query<Golden & { accountId: string }>(
        `SELECT ${GOLDEN}, g.account_id AS "accountId" FROM golden_question g WHERE g.id = $1`,
        [id],
      )
    ).rows[0],
  async addGoldens(accountId, goldens, { at, by }) {
    const rows = JSON.stringify(goldens);
    return (await client.query(ADD, [accountId, rows, new Date(at), by])).rowCount ?? 0;
  },
  removeGolden: async (id) =>
    (await client.query("DELETE FROM golden_question WHERE id = $1", [id])).rowCount === 1,
  replayed: async (accountId, since, max) =>
    (await client.query<Replayed>(REPLAYED, [accountId, new Date(since), max, firstIdAt(since)])).rows,
  base: async (accountId) => (await client.query<{ base: string }>(BASE, [accountId])).rows[0]?.base ?? "",
  async keep({ id, entryId, words, base, doubts, reports }, { at, by }) {
    const made = [JSON.stringify(doubts), JSON.stringify(reports), new Date(at), by];
    await client.query(KEEP, [id, entryId, words, base, ...made]);
  },
  fitting: async (entryId, words, base) =>
    (await client.query<Pick<Trial, "id" | "doubts">>(FITTING, [entryId, words, base])).rows[0],
  async published(id, version, despite) {
    await client.query("UPDATE knowledge_trial SET published = $2, despite = $3 WHERE id = $1", [
      id,
      version,
      despite,
    ]);
  },
  read: async (id) => (await client.query<Trial>(READ, [id])).rows[0],
  words: (trial) => wordsOf(client, trial),
});
