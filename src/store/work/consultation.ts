import type { ClientBase } from "pg";

import type { ConsultStore } from "../../action/consult/ports.ts";
import { rolesThat } from "../../core/access/role.ts";
import type { ConsultEnd, ConsultKind, Consultation } from "../../core/consult/consultation.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { readSettings } from "../../core/setting/registry.ts";
import { joinMember, membersOf, partMember } from "../contact/member.ts";
import { queueOf } from "../world/rows.ts";

const LOOK = /* sql */ `
  SELECT id, kind, contact_id AS "contactId", conversation_id AS "conversationId", by_id AS "byId", asked_id AS "askedId", at, how
  FROM consultation WHERE id = $1`;

const BEGIN = /* sql */ `
  INSERT INTO consultation (id, kind, contact_id, conversation_id, by_id, asked_id, reason, note_seq, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`;

const TAKE = /* sql */ `
  WITH taken AS (
    UPDATE consultation SET asked_id = $2 WHERE id = $1 AND ended_at IS NULL AND coalesce(asked_id, $2) = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM taken) = 1, 'consultation')`;

const END = /* sql */ `
  WITH ended AS (
    UPDATE consultation SET ended_at = $2, how = $3, answer_seq = $4, told_at = CASE WHEN $5 THEN $2::timestamptz END
    WHERE id = $1 AND ended_at IS NULL RETURNING 1)
  SELECT must((SELECT count(*) FROM ended) = 1, 'consultation')`;

const KNOW = /* sql */ `
  UPDATE consultation SET told_at = coalesce(told_at, $3) WHERE id = $1 AND by_id = $2 AND ended_at IS NOT NULL`;

/** Whose roles reach into a queue; parameters: the roles, then the queue's id as an expression. */
export const leads = (staff: string, roles: string, queue: string): string => /* sql */ `EXISTS (
    SELECT FROM staff_role r WHERE r.staff_id = ${staff} AND r.role = ANY (${roles})
      AND (r.scope ->> 'queues' = 'all' OR r.scope -> 'queues' ? ${queue}::text))`;

/** 带教: whether the one is the mentor of the other, a new agent. */
export const mentors = (staff: string, newcomer: string): string => /* sql */ `EXISTS (
    SELECT FROM staff n WHERE n.id = ${newcomer} AND n.abilities #>> '{nursery,mentorId}' = ${staff}::text)`;

/** Roles that look after a floor and see everybody's contacts there. */
export const LEADERS: readonly string[] = rolesThat("floor.write", "contact.read_all");

const LEADING = /* sql */ `
  SELECT s.id AS "staffId", EXISTS (
    SELECT FROM staff_session v WHERE v.staff_id = s.id AND v.ended_at IS NULL AND v.created_at > $3 AND v.seen_at > $4) AS "isThere"
  FROM contact k JOIN account a ON a.id = k.account_id JOIN staff s ON s.state = 'active'
  WHERE k.id = $1 AND (${leads("s.id", "$2", queueOf("k", "a"))} OR ${mentors("s.id", "k.owner_id")}) ORDER BY s.id`;

/** A flag that no leader has seen stays. */
const FORSAKEN = /* sql */ `
  UPDATE consultation q SET ended_at = $1, how = 'over', told_at = $1
  WHERE q.ended_at IS NULL AND (q.asked_id IS NOT NULL OR q.kind = 'review') AND NOT EXISTS (
    SELECT FROM contact k WHERE k.id = q.contact_id AND k.state = 'active' AND k.owner_id = q.by_id)
  RETURNING q.by_id AS "byId", coalesce(q.asked_id, q.by_id) AS "askedId"`;

/** Ends what was asked about contacts that whoever asked has not any more; whose desks show it. */
export async function endConsults(client: ClientBase, at: Instant): Promise<readonly string[]> {
  const { rows } = await client.query<{ byId: string; askedId: string }>(FORSAKEN, [new Date(at)]);
  return [...new Set(rows.flatMap(({ byId, askedId }) => [byId, askedId]))];
}

type Row = Omit<Consultation, "kind" | "how" | "askedId" | "at"> & {
  readonly kind: ConsultKind;
  readonly askedId: string | null;
  readonly at: Instant;
  readonly how: ConsultEnd | null;
};

export const consultStore = (client: ClientBase): ConsultStore => ({
  async look(id) {
    const [row] = (await client.query<Row>(LOOK, [id])).rows;
    return row && { ...row, askedId: row.askedId ?? undefined, how: row.how ?? undefined };
  },
  async begin({ id, kind, contactId, conversationId, byId, askedId, reason, noteSeq, at }) {
    const values = [id, kind, contactId, conversationId, byId, askedId, reason, noteSeq, new Date(at)];
    return (await client.query(BEGIN, values)).rowCount === 1;
  },
  async take(id, staffId) {
    await client.query(TAKE, [id, staffId]);
  },
  async end(id, { how, answerSeq, known }, at) {
    await client.query(END, [id, new Date(at), how, answerSeq, known]);
  },
  async know(id, staffId, at) {
    return (await client.query(KNOW, [id, staffId, new Date(at)])).rowCount === 1;
  },
  async leaders(contactId, at) {
    const stored = await client.query<{ key: string; value: unknown }>(
      "SELECT key, value FROM setting WHERE scope = 'all' AND key LIKE 'session.%'",
    );
    const { settings } = readSettings(stored.rows.map(({ key, value }) => [key, value] as const));
    const since = (ms: number): Date => new Date(at - ms);
    const { rows } = await client.query<{ staffId: string; isThere: boolean }>(LEADING, [
      contactId,
      LEADERS,
      since(settings["session.lifeMs"]),
      since(settings["session.idleMs"]),
    ]);
    return rows;
  },
  members: (contactId) => membersOf(client, contactId),
  join: (member) => joinMember(client, member),
  part: (member, at) => partMember(client, member, at),
  async isStaff(staffId) {
    const found = await client.query("SELECT FROM staff WHERE id = $1 AND state = 'active'", [staffId]);
    return found.rowCount === 1;
  },
});
