import type { ClientBase } from "pg";

import type { AbuseStore } from "../../action/abuse/ports.ts";

const WAS_HERS = /* sql */ `
  SELECT FROM contact k WHERE k.id = $1 AND (
    (k.owner_id = $2 AND k.state IN ('active', 'wrapup'))
    OR EXISTS (SELECT FROM event e WHERE e.subject = 'contact' AND e.subject_id = k.id
      AND e.actor = 'staff:' || $2::text AND e.at >= $3))`;

const RECOVERS = /* sql */ `
  INSERT INTO recovery (contact_id, staff_id, at) VALUES ($1, $2, $3) ON CONFLICT ON CONSTRAINT recovery_pkey DO NOTHING`;

const WARNINGS = /* sql */ `SELECT count(*)::int AS n FROM abuse_warning WHERE contact_id = $1`;
const WARN = /* sql */ `INSERT INTO abuse_warning (contact_id, n, seq, staff_id, at) VALUES ($1, $2, $3, $4, $5)`;

export const abuseStore = (client: ClientBase): AbuseStore => ({
  async warnings(contactId) {
    const { rows } = await client.query<{ n: number }>(WARNINGS, [contactId]);
    return rows[0]?.n ?? 0;
  },
  async warn({ contactId, n, seq, staffId }, at) {
    await client.query(WARN, [contactId, n, seq, staffId, new Date(at)]);
  },
  async wasHers(contactId, staffId, since) {
    const { rowCount } = await client.query(WAS_HERS, [contactId, staffId, new Date(since)]);
    return rowCount === 1;
  },
  async recovers(contactId, staffId, at) {
    const { rowCount } = await client.query(RECOVERS, [contactId, staffId, new Date(at)]);
    return rowCount === 1;
  },
});
