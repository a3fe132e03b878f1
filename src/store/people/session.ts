import type { ClientBase } from "pg";

import type { SessionStore } from "../../action/session/ports.ts";
import type { Staff } from "../../action/staff/ports.ts";
import { STAFF_COLUMNS } from "./staff.ts";

type Row = Staff & { readonly sessionCreatedAt: number; readonly seenAt: number };

const BY_ID = /* sql */ `
  SELECT v.created_at AS "sessionCreatedAt", v.seen_at AS "seenAt", ${STAFF_COLUMNS}
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
    const { sessionCreatedAt: createdAt, seenAt, ...staff } = row;
    return { id, createdAt, seenAt, staff };
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
