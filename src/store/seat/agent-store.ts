import type { ClientBase } from "pg";

import type { AgentStore, LastSession, OfferSeen, SeatChoice } from "../../action/agent/ports.ts";
import { type AgentSession, capacityOf } from "../../core/seating/session.ts";
import { type ContactCells, contactColumns, toContact } from "../contact/contact-row.ts";
import { beat } from "./beat.ts";
import { loadSession, openAgentSession } from "./session-step.ts";
import { loadWork, writeWork } from "./work.ts";

const CHOICES_MAX = 2_000;

/** Hers, from a desk that was lost; a wrap-up only as long as it still runs. */
const ORPHANED =
  "k.owner_id = $1 AND k.session_id IS NULL AND k.state IN ('active', 'wrapup') AND k.owed_since IS NULL AND k.held_since IS NULL";

const LOCK_ORPHANED = /* sql */ `
  SELECT id FROM conversation c WHERE id IN (SELECT k.conversation_id FROM contact k WHERE ${ORPHANED})
  ORDER BY id FOR UPDATE`;

const OCCUPANT = /* sql */ `
  SELECT s.staff_id AS "staffId", staff.name FROM agent_session s JOIN staff ON staff.id = s.staff_id
  WHERE s.seat_id = $1 AND s.signed_out_at IS NULL`;

const CHOICES = /* sql */ `
  SELECT seat.id, seat.number, staff.name AS "takenBy"
  FROM seat LEFT JOIN agent_session s ON s.seat_id = seat.id AND s.signed_out_at IS NULL
    LEFT JOIN staff ON staff.id = s.staff_id
  WHERE seat.state = 'active' ORDER BY seat.number LIMIT ${CHOICES_MAX}`;

const LAST = /* sql */ `
  SELECT seat.number AS "seatNumber", s.signed_in_at AS "signedInAt", s.signed_out_at AS "signedOutAt",
    e.data ->> 'how' AS how, by.name AS by
  FROM agent_session s JOIN seat ON seat.id = s.seat_id
    JOIN event e ON e.subject = 'agent_session' AND e.subject_id = s.id AND e.seq = s.version
    LEFT JOIN staff by ON e.data ->> 'how' = 'forced' AND e.actor = 'staff:' || by.id
  WHERE s.staff_id = $1 AND s.signed_out_at IS NOT NULL ORDER BY s.signed_out_at DESC LIMIT 1`;

const SEAT_NAMES = /* sql */ `
  SELECT number, (SELECT name FROM staff WHERE $2 = 'staff:' || id) AS "setBy",
    (SELECT name FROM staff WHERE $3 = 'staff:' || id) AS "capacityBy"
  FROM seat WHERE id = $1`;

type SeatNames = {
  readonly number: string;
  readonly setBy: string | null;
  readonly capacityBy: string | null;
};

const OFFER = /* sql */ `
  SELECT o.staff_id AS "staffId", o.contact_id AS "contactId", k.conversation_id AS "conversationId", o.outcome,
    EXISTS (SELECT FROM offer b WHERE b.contact_id = o.contact_id AND b.id <> o.id AND b.ended_at IS NULL) AS "isCall",
    CASE WHEN owner.id IS NOT NULL THEN json_build_object('id', owner.id, 'name', owner.name) END AS owner
  FROM offer o JOIN contact k ON k.id = o.contact_id LEFT JOIN staff owner ON owner.id = k.owner_id
  WHERE o.id = $1`;

/** An agent at her seat, for what she and her supervisor do. */
export function agentStore(client: ClientBase): AgentStore {
  const first = async <Row extends object>(sql: string, id: string) =>
    (await client.query<Row>(sql, [id])).rows[0];
  const count = async (condition: string, staffId: string) =>
    (
      await first<{ count: number }>(
        `SELECT count(*)::int FROM contact WHERE owner_id = $1 AND ${condition}`,
        staffId,
      )
    )?.count ?? 0;

  return {
    async work(staffId, scope) {
      const loaded = await loadSession(client, { staffId }, "look");
      return loaded && loadWork(client, loaded.session.id, scope);
    },
    write: async (change, stamp) => (await writeWork(client, change, stamp)).session,
    open: (id, event, stamp) => openAgentSession(client, id, event, stamp),
    async orphans(staffId) {
      await client.query(LOCK_ORPHANED, [staffId]);
      const { rows } = await client.query<ContactCells>({
        text: `SELECT ${contactColumns("k")} FROM contact k WHERE ${ORPHANED} ORDER BY k.id`,
        values: [staffId],
        rowMode: "array",
      });
      return rows.flatMap((cells) => toContact(cells) ?? []);
    },
    owed: (staffId) => count("state = 'wrapup' AND owed_since IS NOT NULL", staffId),
    leaves: (staffId) => count("state = 'active' AND waiting_since IS NOT NULL", staffId),
    occupant: (seatId) => first<{ staffId: string; name: string }>(OCCUPANT, seatId),
    choices: async () => (await client.query<SeatChoice>(CHOICES)).rows,
    beat: (sessionId, at) => beat(client, [sessionId], at),
    async shown(session) {
      const { rows } = await client.query<SeatNames>(SEAT_NAMES, [
        session.seatId,
        session.cause ?? null,
        session.capacityBy ?? null,
      ]);
      return shown(session, rows[0]);
    },
    async last(staffId) {
      type Row = Omit<LastSession, "signedInAt" | "signedOutAt"> & {
        signedInAt: number;
        signedOutAt: number;
      };
      const row = await first<Row>(LAST, staffId);
      return row && { ...row, signedInAt: iso(row.signedInAt), signedOutAt: iso(row.signedOutAt) };
    },
    offer: (id) => first<OfferSeen>(OFFER, id),
  };
}

const iso = (at: number): string => new Date(at).toISOString();

const shown = (session: AgentSession, names: SeatNames | undefined) => ({
  id: session.id,
  seatNumber: names?.number ?? "",
  presence: session.presence,
  reason: session.reason ?? null,
  cause: session.cause ?? null,
  setBy: names?.setBy ?? null,
  backAt: session.backAt === undefined ? null : iso(session.backAt),
  since: iso(session.stateSince),
  capacity: capacityOf(session),
  extra: session.extra ?? 0,
  capacityBy: names?.capacityBy ?? null,
  used: session.used,
  wrapupsOwed: session.wrapupsOwed,
  signedInAt: iso(session.signedInAt),
  version: session.version,
});
