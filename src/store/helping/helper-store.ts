import type { ClientBase } from "pg";

import type { Helper, HelperStore } from "../../action/helping/ports.ts";
import type { Sending } from "../../core/helping/helping.ts";
import { QUEUE_OF } from "../desk/row.ts";
import { scopeParameter } from "../people/scope.ts";

const CANDIDATES_MAX = 50;

/** Contacts of the queue that are hers, beyond the end. */
export const inHand = (helper: string): string => /* sql */ `EXISTS (
  SELECT FROM contact t JOIN account a ON a.id = t.account_id
  WHERE t.owner_id = ${helper}.staff_id AND t.state IN ('active', 'wrapup') AND ${QUEUE_OF} = ${helper}.queue_id
    AND t.accepted_at >= ${helper}.at AND t.accepted_at <= coalesce(${helper}.ended_at, 'infinity'))`;

const HELPER = /* sql */ `
  SELECT h.id, json_build_object('id', s.id, 'name', s.name) AS staff, json_build_object('id', q.id, 'name', q.name) AS queue,
    h.sending, h.at, h.ends_at AS "endsAt", (SELECT name FROM staff WHERE h.by = 'staff:' || id) AS by, h.ended_at AS "endedAt"
  FROM helper h JOIN staff s ON s.id = h.staff_id JOIN queue q ON q.id = h.queue_id`;

const LIST = /* sql */ `
  ${HELPER} WHERE (h.staff_id = $2 OR $1::uuid[] IS NULL OR h.queue_id = ANY ($1))
    AND (h.ended_at IS NULL OR h.ended_at > now() - interval '7 days' AND ${inHand("h")})
  ORDER BY q.name, s.name, h.id`;

const CANDIDATES = /* sql */ `
  SELECT s.id, s.name FROM staff s
  WHERE s.state = 'active' AND s.password_hash IS NOT NULL
    AND ($2::text IS NULL OR strpos(lower(s.name), lower($2)) > 0)
    AND NOT EXISTS (SELECT FROM queue_member m WHERE m.staff_id = s.id AND m.queue_id = $1)
    AND NOT EXISTS (SELECT FROM helper h WHERE h.staff_id = s.id AND h.ended_at IS NULL)
  ORDER BY s.name, s.id LIMIT ${CANDIDATES_MAX}`;

const BEGIN = /* sql */ `
  INSERT INTO helper (id, staff_id, queue_id, sending, at, ends_at, by) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (staff_id) WHERE ended_at IS NULL DO NOTHING`;

const JOIN = /* sql */ `
  INSERT INTO queue_member (queue_id, staff_id, helper_id) VALUES ($1, $2, $3) ON CONFLICT (queue_id, staff_id) DO NOTHING`;

/** Of the last time that she helped there: its contacts, whoever's they are, while it lasts; then those that she got in it. */
const SENDING_IN = /* sql */ `
  SELECT h.sending FROM contact t JOIN account a ON a.id = t.account_id
  JOIN helper h ON h.staff_id = $1 AND h.queue_id = ${QUEUE_OF}
  WHERE t.id = $2 AND (h.ended_at IS NULL OR t.owner_id = $1 AND t.accepted_at BETWEEN h.at AND h.ended_at)
  ORDER BY h.at DESC LIMIT 1`;

const CANNED_IN = /* sql */ `
  SELECT r.body FROM contact t JOIN account a ON a.id = t.account_id
  JOIN canned r ON r.active AND r.staff_id IS NULL AND (r.queue_id IS NULL OR r.queue_id = ${QUEUE_OF})
  WHERE t.id = $1`;

export const helperStore = (client: ClientBase): HelperStore => {
  const one = async (sql: string, id: string): Promise<Helper | undefined> =>
    (await client.query<Helper>(sql, [id])).rows[0];
  return {
    list: async (within, staffId) =>
      (await client.query<Helper>(LIST, [scopeParameter(within), staffId])).rows,
    byId: (id) => one(`${HELPER} WHERE h.id = $1 FOR UPDATE OF h`, id),
    open: (staffId) => one(`${HELPER} WHERE h.staff_id = $1 AND h.ended_at IS NULL`, staffId),
    async isMember(staffId, queueId) {
      const sql = "SELECT FROM queue_member WHERE staff_id = $1 AND queue_id = $2";
      return (await client.query(sql, [staffId, queueId])).rowCount === 1;
    },
    candidates: async (queueId, search) =>
      (await client.query<{ id: string; name: string }>(CANDIDATES, [queueId, search])).rows,
    async begin({ id, staffId, queueId, sending, endsAt }, by, at) {
      const values = [id, staffId, queueId, sending, new Date(at), new Date(endsAt), by];
      if ((await client.query(BEGIN, values)).rowCount !== 1) return false;
      return (await client.query(JOIN, [queueId, staffId, id])).rowCount === 1;
    },
    end: (id, by, at) => endHelp(client, id, by, at),
    async sendingIn(staffId, contactId) {
      const { rows } = await client.query<{ sending: Sending }>(SENDING_IN, [staffId, contactId]);
      return rows[0]?.sending;
    },
    async cannedIn(contactId) {
      const { rows } = await client.query<{ body: string }>(CANNED_IN, [contactId]);
      return rows.map(({ body }) => body);
    },
  };
};

/** She gets nothing more of the queue; what she has in hand stays hers. */
export async function endHelp(client: ClientBase, id: string, by: string, at: number): Promise<void> {
  const sql =
    "UPDATE helper SET ended_at = greatest(at, $3), ended_by = $2 WHERE id = $1 AND ended_at IS NULL";
  await client.query(sql, [id, by, new Date(at)]);
  await client.query("DELETE FROM queue_member WHERE helper_id = $1", [id]);
}
