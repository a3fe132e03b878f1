import type { ClientBase } from "pg";

import type { CallStore, HeldCall } from "../../action/call/ports.ts";
import type { Call, CallKind, CallReport } from "../../core/call/call.ts";
import { MINUTE } from "../../core/kernel/instant.ts";
import type { Vault } from "../secret/vault.ts";
import { join, seenOf } from "./caller.ts";
import { identify, openCall } from "./open-call.ts";
import { openSystem, SYSTEM, type SystemRow } from "./system-row.ts";

/** So far a telephone system's clock may be off: who sits there now is meant. */
const CLOCK_MS_MAX = 5 * MINUTE;

const COUNT = /* sql */ `
  UPDATE cti_system SET count = CASE WHEN minute = $2 THEN count + 1 ELSE 1 END, minute = $2, heard_at = $3
  WHERE id = $1 RETURNING count`;

const STAFF = /* sql */ `
  SELECT id FROM staff WHERE state = 'active' AND (lower(login) = lower($1) OR employee_no = $1)
  ORDER BY lower(login) = lower($1) DESC LIMIT 1`;

/** $3 then, $4 whether now is meant, too. A sign-in that is over is told without its id: it holds nothing any more. */
const TAKER = /* sql */ `
  SELECT s.staff_id AS "staffId", CASE WHEN s.signed_out_at IS NULL THEN s.id END AS "sessionId"
  FROM agent_session s
  WHERE (s.seat_id = $1 OR s.staff_id = $2)
    AND ((s.signed_in_at <= $3 AND coalesce(s.signed_out_at > $3, true)) OR ($4 AND s.signed_out_at IS NULL))
  ORDER BY (s.signed_in_at <= $3 AND coalesce(s.signed_out_at > $3, true)) DESC, s.signed_in_at DESC LIMIT 1`;

/** One of a group that she is seated in: what was reported, what is usual, her own. */
const QUEUE_FOR = /* sql */ `
  SELECT q.id FROM queue q
    LEFT JOIN queue_member m ON m.queue_id = q.id AND m.staff_id = $1
  WHERE q.state = 'active' AND q.group_id IN (
    SELECT g.group_id FROM queue_member h JOIN queue g ON g.id = h.queue_id WHERE h.staff_id = $1)
    AND (q.id = $2 OR q.id = $3 OR m.staff_id IS NOT NULL)
  ORDER BY coalesce(q.id = $2, false) DESC, coalesce(q.id = $3, false) DESC, m.priority, q.created_at, q.id LIMIT 1`;

const MEET = /* sql */ `
  INSERT INTO call (id, system_id, external_id, started_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT ON CONSTRAINT call_external_key DO NOTHING`;
const LOCK = /* sql */ `
  SELECT id, conversation_id AS "conversationId", contact_id AS "contactId" FROM call
  WHERE system_id = $1 AND external_id = $2 FOR UPDATE`;
const REPORTS = /* sql */ `
  SELECT r.kind, r.at, r.direction, r.staff_id AS "staffId", s.id AS "sessionId", r.queue_id AS "queueId", r.masked,
    encode(r.number_hash, 'hex') AS "numberHash", r.recording
  FROM call_report r LEFT JOIN agent_session s ON s.id = r.session_id AND s.signed_out_at IS NULL
  WHERE r.call_id = $1`;

const KEEP = /* sql */ `
  INSERT INTO call_report (call_id, kind, at, heard_at, direction, staff_id, session_id, queue_id, masked, number_hash, recording)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11)`;
const FOLD = /* sql */ `
  UPDATE call SET state = $2, direction = $3, started_at = $4, answered_at = $5, ended_at = $6, staff_id = $7, queue_id = $8,
    masked = $9, number_hash = decode($10, 'hex'), recording = $11 WHERE id = $1`;

const CUSTOMER = /* sql */ `
  SELECT i.customer_id AS id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE c.id = $1`;

type ReportRow = { readonly kind: CallKind; readonly at: number; readonly staffId: string | null } & {
  readonly [Key in "sessionId" | "direction" | "queueId" | "masked" | "numberHash" | "recording"]:
    | string
    | null;
};

/** What telephone systems report. */
export function callStore(client: ClientBase, vault: Vault): CallStore {
  const idOf = async (sql: string, ...values: readonly unknown[]): Promise<string | undefined> =>
    (await client.query<{ id: string }>(sql, [...values])).rows[0]?.id;
  return {
    async systemOf(keyHash) {
      const { rows } = await client.query<SystemRow>(`${SYSTEM} WHERE y.key_hash = decode($1, 'hex')`, [
        keyHash,
      ]);
      return rows.map((row) => openSystem(vault, row))[0];
    },
    async count(systemId, at) {
      const values = [systemId, new Date(at - (at % MINUTE)), new Date(at)];
      return (await client.query<{ count: number }>(COUNT, values)).rows[0]?.count ?? 0;
    },
    seatId: (number) => idOf("SELECT id FROM seat WHERE number = $1", number),
    staffId: (name) => idOf(STAFF, name),
    async taker(where, then, now) {
      const [seatId, staffId] = "seatId" in where ? [where.seatId, null] : [null, where.staffId];
      const values = [seatId, staffId, new Date(then), Math.abs(now - then) <= CLOCK_MS_MAX];
      const [row] = (await client.query<{ staffId: string; sessionId: string | null }>(TAKER, values)).rows;
      return row && takerOf(row.staffId, row.sessionId);
    },
    queueId: (key) => idOf("SELECT id FROM queue WHERE key = $1 AND state = 'active'", key),
    queueFor: (staffId, { reported, usual }) => idOf(QUEUE_FOR, staffId, reported ?? null, usual),
    async lock(systemId, externalId, id, at) {
      await client.query(MEET, [id, systemId, externalId, new Date(at)]);
      const [call] = (await client.query<Omit<HeldCall, "reports">>(LOCK, [systemId, externalId])).rows;
      if (call === undefined) throw new Error("a call that was just met is there");
      const { rows } = await client.query<ReportRow>(REPORTS, [call.id]);
      return { ...call, reports: Object.fromEntries(rows.map((row) => [row.kind, reportOf(row)])) };
    },
    async keep({ id }, report, after, at) {
      const { kind, taker } = report;
      const of = cellsOf(report);
      const told = [new Date(report.at), new Date(at), report.direction, taker?.staffId, taker?.sessionId];
      await client.query(KEEP, [id, kind, ...told, ...of]);
      const moments = [after.startedAt, after.answeredAt, after.endedAt].map(
        (moment) => moment && new Date(moment),
      );
      const fold = [after.state, after.direction, ...moments, after.taker?.staffId, ...cellsOf(after)];
      await client.query(FOLD, [id, ...fold]);
    },
    open: (call, event, at) => openCall(client, call, event, at),
    identify: (call, conversationId, at) => identify(client, call, conversationId, at),
    ofConversation: (conversationId) => seenOf(client, conversationId),
    join: (caller, other, stamp) => join(client, caller, other, stamp),
    customerOf: async (conversationId) => (await idOf(CUSTOMER, conversationId)) ?? null,
  };
}

const cellsOf = ({ queueId, masked, numberHash, recording }: CallReport | Call) => [
  queueId,
  masked,
  numberHash,
  recording,
];

const takerOf = (staffId: string, sessionId: string | null) => ({
  staffId,
  ...(sessionId === null ? {} : { sessionId }),
});

/** What it does not say is not there at all. */
function reportOf({ kind, at, staffId, sessionId, ...rest }: ReportRow): CallReport {
  const said = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return { kind, at, ...said, ...(staffId === null ? {} : { taker: takerOf(staffId, sessionId) }) };
}
