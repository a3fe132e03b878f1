import type { ClientBase } from "pg";

import type {
  DialOrder,
  DialSeat,
  DialStore,
  HeldDial,
  KnownNumber,
  OpenDial,
} from "../../action/dial/ports.ts";
import { openSystem, SYSTEM, type SystemRow } from "../call/system-row.ts";
import type { Vault } from "../secret/vault.ts";
import { queueOf } from "../world/rows.ts";

/** Where `a` is the account of a system that takes orders. */
export const TAKES_ORDERS = /* sql */ `(a.state = 'active' AND a.config ->> 'url' IS NOT NULL)`;

/** A system that dials: by our orders, or as it frames the panel. */
const dialsBy = (by: string): string => /* sql */ `CASE ${by} WHEN 'order' THEN ${TAKES_ORDERS}
    ELSE a.state = 'active' AND cardinality(y.panel_origins) > 0 END`;

const SEAT = /* sql */ `
  SELECT p.number AS seat, s.alone_with AS "aloneWith" FROM agent_session s JOIN seat p ON p.id = s.seat_id
  WHERE s.staff_id = $1 AND s.signed_out_at IS NULL`;

const KNOWN = /* sql */ `
  SELECT l.system_id AS "systemId", l.external_id::text AS call, l.masked, encode(l.number_hash, 'hex') AS "numberHash"
  FROM conversation c JOIN identity i ON i.id = c.identity_id
    JOIN identity o ON o.id = i.id OR o.customer_id = i.customer_id
    JOIN conversation k ON k.identity_id = o.id AND k.surface = 'call'
    JOIN call l ON l.conversation_id = k.id AND l.number_hash IS NOT NULL
    JOIN account a ON a.id = l.system_id JOIN cti_system y ON y.id = a.id
  WHERE c.id = $1 AND ${dialsBy("$2::text")} ORDER BY l.started_at DESC LIMIT 1`;

const COUNT = /* sql */ `SELECT count(*)::int AS count FROM dial WHERE staff_id = $1 AND at > $2`;

const ORDER = /* sql */ `
  INSERT INTO dial (id, system_id, contact_id, conversation_id, staff_id, seat, number, masked, number_hash, known_call, state,
    due_at, taken_at, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, decode($9, 'hex'), $10, $11, $12, $13, $14)
  ON CONFLICT (staff_id) WHERE state IN ('due', 'sending', 'taken') DO NOTHING`;

const UNDER_WAY = /* sql */ `
  SELECT id, contact_id AS "contactId", masked, known_call AS "knownCall", state FROM dial
  WHERE staff_id = $1 AND state IN ('due', 'sending', 'taken')`;

const OF_REPORT = /* sql */ `
  SELECT d.id, d.contact_id AS "contactId", d.conversation_id AS "conversationId", d.staff_id AS "staffId", d.seat, d.masked,
    encode(d.number_hash, 'hex') AS "numberHash", ${queueOf("t", "a")} AS "queueId", d.call_id AS "callId"
  FROM dial d JOIN contact t ON t.id = d.contact_id JOIN account a ON a.id = t.account_id
  WHERE d.system_id = $1 AND (d.id = $2 OR d.call_id = (SELECT id FROM call WHERE system_id = $1 AND external_id = $3))
  ORDER BY d.call_id IS NULL LIMIT 1 FOR UPDATE OF d`;

const MISSED_TRIES = /* sql */ `
  SELECT count(*)::int AS count FROM dial d JOIN call l ON l.id = d.call_id AND l.state = 'missed' WHERE d.contact_id = $1`;

const LINK = /* sql */ `
  UPDATE dial SET state = 'called', call_id = $2, code = NULL, number = NULL, due_at = NULL, lease_until = NULL
  WHERE id = $1 AND call_id IS NULL`;

/** Orders to ring, as agents give them and reports come back to them. */
export function dialStore(client: ClientBase, vault: Vault): DialStore {
  const one = async <Row extends object>(
    sql: string,
    ...values: readonly unknown[]
  ): Promise<Row | undefined> => (await client.query<Row>(sql, [...values])).rows[0];
  return {
    seatOf: (staffId) => one<DialSeat>(SEAT, staffId),
    async systems(by) {
      const sql = `${SYSTEM} WHERE ${dialsBy("$1::text")} ORDER BY a.created_at, a.id`;
      const { rows } = await client.query<SystemRow>(sql, [by]);
      return rows.map((row) => openSystem(vault, row));
    },
    known: (conversationId, by) => one<KnownNumber>(KNOWN, conversationId, by),
    count: async (staffId, since) =>
      (await one<{ count: number }>(COUNT, staffId, new Date(since)))?.count ?? 0,
    async order(order, at) {
      return (await client.query(ORDER, cellsOf(order, new Date(at)))).rowCount === 1;
    },
    underWay: (staffId) => one<OpenDial>(UNDER_WAY, staffId),
    ofReport: (systemId, { request, call }) => one<HeldDial>(OF_REPORT, systemId, request ?? null, call),
    missed: async (contactId) => (await one<{ count: number }>(MISSED_TRIES, contactId))?.count ?? 0,
    async link(id, callId) {
      await client.query(LINK, [id, callId]);
    },
  };
}

function cellsOf({ by, ...order }: DialOrder, at: Date): unknown[] {
  const { id, systemId, contactId, conversationId, staffId, seat, number, ...known } = order;
  const { masked, numberHash, knownCall } = known;
  const state = by === "panel" ? ["taken", null, at] : ["due", at, null];
  const whose = [id, systemId, contactId, conversationId, staffId, seat];
  // What is not ours to tell is not kept for a moment.
  return [...whose, by === "panel" ? null : number, masked, numberHash, knownCall, ...state, at];
}
