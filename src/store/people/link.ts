import type { ClientBase } from "pg";

import type { Link, LinkStore } from "../../action/link/ports.ts";

const REVOKE = /* sql */ `
  UPDATE setup_link SET used_at = $2 WHERE staff_id IS NOT DISTINCT FROM $1 AND used_at IS NULL`;

const CREATE = /* sql */ `
  INSERT INTO setup_link (token_hash, purpose, staff_id, created_at, expires_at)
  VALUES (decode($1, 'hex'), $2, $3, $4, $5)`;

const GOOD = "token_hash = decode($1, 'hex') AND used_at IS NULL AND expires_at > $2";
const LOOK = `SELECT purpose, staff_id AS "staffId" FROM setup_link WHERE ${GOOD}`;
const USE = `UPDATE setup_link SET used_at = $2 WHERE ${GOOD} RETURNING purpose, staff_id AS "staffId"`;

export const linkStore = (client: ClientBase): LinkStore => ({
  async create({ tokenHash, purpose, staffId, at, expiresAt }) {
    await client.query(REVOKE, [staffId, new Date(at)]);
    await client.query(CREATE, [tokenHash, purpose, staffId, new Date(at), new Date(expiresAt)]);
  },
  look: async (tokenHash, at) => (await client.query<Link>(LOOK, [tokenHash, new Date(at)])).rows[0],
  use: async (tokenHash, at) => (await client.query<Link>(USE, [tokenHash, new Date(at)])).rows[0],
});
