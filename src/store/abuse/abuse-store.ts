import type { ClientBase } from "pg";

import type { AbuseStore } from "../../action/abuse/ports.ts";

const WAS_HERS = /* sql */ `
  SELECT FROM contact k WHERE k.id = $1 AND (
    (k.owner_id = $2 AND k.state IN ('active', 'wrapup'))
    OR EXISTS (SELECT FROM event e WHERE e.subject = 'contact' AND e.subject_id = k.id
      AND e.actor = 'staff:' || $2::text AND e.at >= $3))`;

const RECOVERS = /* sql */ `
  INSERT INTO recovery (contact_id, staff_id, at) VALUES ($1, $2, $3) ON CONFLICT ON CONSTRAINT recovery_pkey DO NOTHING`;

export const abuseStore = (client: ClientBase): AbuseStore => ({
  async wasHers(contactId, staffId, since) {
    const { rowCount } = await client.query(WAS_HERS, [contactId, staffId, new Date(since)]);
    return rowCount === 1;
  },
  async recovers(contactId, staffId, at) {
    const { rowCount } = await client.query(RECOVERS, [contactId, staffId, new Date(at)]);
    return rowCount === 1;
  },
});
