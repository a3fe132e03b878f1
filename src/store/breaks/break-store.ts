import type { ClientBase } from "pg";

import type { BreakStore, EndedAsk, NamedQuota } from "../../action/breaks/ports.ts";
import type { BreakCode } from "../../core/breaks/code.ts";
import { scopeParameter } from "../people/scope.ts";
import { lockRoom, readRoom } from "./break-room.ts";

const CODES = /* sql */ `
  SELECT id, key, name, name_en AS "nameEn", paid, minutes, needs_approval AS "needsApproval", position, active, version
  FROM break_code ORDER BY position, name, id`;

const INSERT = /* sql */ `
  INSERT INTO break_code (id, key, name, name_en, paid, minutes, needs_approval, position, active, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;

const UPDATE = /* sql */ `
  UPDATE break_code SET name = $2, name_en = $3, paid = $4, minutes = $5, needs_approval = $6, position = $7, active = $8,
    version = version + 1 WHERE id = $1`;

/** As they usually are, or with what deviates now. */
const quotasOf = (table: "break_quota" | "break_quota_now"): string => /* sql */ `
  SELECT b.group_id AS "groupId", g.name AS "group", nullif(b.code, '') AS code, b.max
  FROM ${table} b JOIN queue_group g ON g.id = b.group_id LEFT JOIN break_code c ON c.key = b.code
  ORDER BY g.created_at, g.id, c.position NULLS FIRST`;

const PUT_QUOTA = /* sql */ `
  INSERT INTO break_quota (group_id, code, max) VALUES ($1, $2, $3)
  ON CONFLICT (group_id, code) DO UPDATE SET max = excluded.max`;

const GROUPS = /* sql */ `
  SELECT DISTINCT q.group_id AS id FROM queue_member m JOIN queue q ON q.id = m.queue_id AND q.state = 'active'
  WHERE m.staff_id = $1`;

const ASK = /* sql */ `
  INSERT INTO break_ask (id, staff_id, session_id, code, asked_at, place)
  VALUES ($1, $2, $3, $4, $5, extract(epoch FROM $5::timestamptz))`;

const LAST = /* sql */ `
  SELECT b.code, b.outcome, b.ended_at AS "endedAt", by.name AS by
  FROM break_ask b LEFT JOIN staff by ON b.ended_by = 'staff:' || by.id
  WHERE b.staff_id = $1 AND b.ended_at >= $2 ORDER BY b.ended_at DESC, b.id DESC LIMIT 1`;

const WITHIN = /* sql */ `
  SELECT DISTINCT staff_id AS id FROM queue_member
  WHERE staff_id = ANY ($1::uuid[]) AND ($2::uuid[] IS NULL OR queue_id = ANY ($2))`;

/** Each change of presence ends what was before it; what lasts ends with the session, or now. */
const SPENT = /* sql */ `
  SELECT "staffId", code, (sum(extract(epoch FROM least(till, $2) - greatest(since, $1))) * 1000)::float8 AS ms FROM (
    SELECT s.staff_id AS "staffId", e.data ->> 'to' AS "to", e.data ->> 'reason' AS code, e.at AS since,
      coalesce(lead(e.at) OVER (PARTITION BY s.id ORDER BY e.seq), s.signed_out_at, $2) AS till
    FROM agent_session s JOIN event e ON e.subject = 'agent_session' AND e.subject_id = s.id AND e.code = 'presence_changed'
    WHERE (s.signed_out_at IS NULL OR s.signed_out_at > $1) AND ($3::uuid[] IS NULL OR EXISTS (
      SELECT FROM queue_member m WHERE m.staff_id = s.staff_id AND m.queue_id = ANY ($3)))
  ) AS stretch WHERE "to" = 'break' AND till > $1 GROUP BY "staffId", code ORDER BY "staffId", code`;

export const breakStore = (client: ClientBase): BreakStore => ({
  codes: async () => (await client.query<BreakCode>(CODES)).rows,
  async lockCodes() {
    await client.query("LOCK TABLE break_code IN SHARE ROW EXCLUSIVE MODE");
    return (await client.query<BreakCode>(CODES)).rows;
  },
  async insertCode({ id, key, name, nameEn, paid, minutes, needsApproval, position, active, version }) {
    const fields = [name, nameEn, paid, minutes, needsApproval, position, active];
    await client.query(INSERT, [id, key, ...fields, version]);
  },
  async updateCode(id, { name, nameEn, paid, minutes, needsApproval, position, active }) {
    await client.query(UPDATE, [id, name, nameEn, paid, minutes, needsApproval, position, active]);
  },
  quotas: async () => (await client.query<NamedQuota>(quotasOf("break_quota"))).rows,
  quotasNow: async () => (await client.query<NamedQuota>(quotasOf("break_quota_now"))).rows,
  async putQuota(groupId, code, max) {
    if (max === undefined) {
      await client.query("DELETE FROM break_quota WHERE group_id = $1 AND code = $2", [groupId, code ?? ""]);
    } else await client.query(PUT_QUOTA, [groupId, code ?? "", max]);
  },
  groupsOf: async (staffId) =>
    (await client.query<{ id: string }>(GROUPS, [staffId])).rows.map(({ id }) => id),
  room: () => readRoom(client),
  lockRoom: () => lockRoom(client),
  async ask({ id, staffId, sessionId, code, askedAt }) {
    await client.query(ASK, [id, staffId, sessionId, code, new Date(askedAt)]);
  },
  async approve(id, by, until) {
    await client.query("UPDATE break_ask SET approved_by = $2, until = coalesce($3, until) WHERE id = $1", [
      id,
      by,
      until === undefined ? null : new Date(until),
    ]);
  },
  async move(id, place) {
    await client.query("UPDATE break_ask SET place = $2 WHERE id = $1", [id, place]);
  },
  async end(id, outcome, at, by) {
    await client.query(
      "UPDATE break_ask SET ended_at = $3, outcome = $2, ended_by = $4 WHERE id = $1 AND ended_at IS NULL",
      [id, outcome, new Date(at), by ?? null],
    );
  },
  lastEnded: async (staffId, since) =>
    (await client.query<EndedAsk>(LAST, [staffId, new Date(since)])).rows[0],
  async within(staffIds, scope) {
    const { rows } = await client.query<{ id: string }>(WITHIN, [staffIds, scopeParameter(scope)]);
    return new Set(scope === "all" ? staffIds : rows.map(({ id }) => id));
  },
  async spent(since, at, within) {
    const values = [new Date(since), new Date(at), scopeParameter(within)];
    return (await client.query<{ staffId: string; code: string; ms: number }>(SPENT, values)).rows;
  },
});
