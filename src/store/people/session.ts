import type { ClientBase } from "pg";

import type { SessionStore } from "../../action/session/ports.ts";
import type { Staff } from "../../action/staff/ports.ts";
import { inHand } from "../helping/helper-store.ts";
import { STAFF_COLUMNS } from "./staff.ts";

type Row = Staff & {
  readonly sessionCreatedAt: number;
  readonly seenAt: number;
  /** Queues in which she helps, or has to finish what she has. */
  readonly helpsIn: readonly string[];
};

const BY_ID = /* sql */ `
  SELECT v.created_at AS "sessionCreatedAt", v.seen_at AS "seenAt", ${STAFF_COLUMNS},
    ARRAY (SELECT DISTINCT h.queue_id::text FROM helper h WHERE h.staff_id = s.id AND (h.ended_at IS NULL
      OR h.ended_at > now() - interval '7 days' AND ${inHand("h")}
      -- So long she can still sign off from her seat.
      OR h.ended_at > now() - interval '1 hour' AND EXISTS (
        SELECT FROM agent_session n WHERE n.staff_id = s.id AND n.signed_out_at IS NULL))) AS "helpsIn"
  FROM staff_session v JOIN staff s ON s.id = v.staff_id
  WHERE v.id = decode($1, 'hex') AND v.ended_at IS NULL AND s.state = 'active'`;

const START = /* sql */ `
  INSERT INTO staff_session (id, staff_id, created_at, seen_at, address, agent)
  VALUES (decode($1, 'hex'), $2, $3, $3, $4, left($5, 200))`;

const SEEN = "UPDATE staff_session SET seen_at = greatest(seen_at, $2) WHERE id = decode($1, 'hex')";

const END = /* sql */ `
  UPDATE staff_session SET ended_at = $3, ended_why = $2 WHERE id = decode($1, 'hex') AND ended_at IS NULL`;

const END_ALL = /* sql */ `
  UPDATE staff_session SET ended_at = $3, ended_why = $2
  WHERE staff_id = $1 AND ended_at IS NULL AND id IS DISTINCT FROM decode($4, 'hex')`;

export const sessionStore = (client: ClientBase): SessionStore => ({
  async byId(id) {
    const [row] = (await client.query<Row>(BY_ID, [id])).rows;
    if (row === undefined) return undefined;
    const { sessionCreatedAt: createdAt, seenAt, helpsIn, ...staff } = row;
    const help = helpsIn.length === 0 ? [] : [{ role: "agent" as const, queues: helpsIn }];
    return { id, createdAt, seenAt, staff: { ...staff, grants: [...staff.grants, ...help] } };
  },
  async start({ id, staffId, at, address, agent }) {
    await client.query(START, [id, staffId, new Date(at), address, agent]);
  },
  async seen(id, at) {
    await client.query(SEEN, [id, new Date(at)]);
  },
  async end(id, why, at) {
    await client.query(END, [id, why, new Date(at)]);
  },
  async endAll(staffId, why, at, butId) {
    return (await client.query(END_ALL, [staffId, why, new Date(at), butId])).rowCount ?? 0;
  },
});
