import type { ClientBase } from "pg";

import type { Attribution, PersonaStore } from "../../action/persona/ports.ts";

/** Who serves has a place in a queue. */
const LIST = /* sql */ `
  SELECT s.id AS "staffId", s.name, p.external_id AS persona
  FROM staff s LEFT JOIN persona p ON p.staff_id = s.id AND p.account_id = $1
  WHERE s.state = 'active' AND (p.staff_id IS NOT NULL OR EXISTS (SELECT FROM queue_member m WHERE m.staff_id = s.id))
  ORDER BY s.name, s.id LIMIT 500`;

const SET = /* sql */ `
  INSERT INTO persona (account_id, staff_id, external_id) SELECT $1, id, $3 FROM staff WHERE id = $2
  ON CONFLICT (account_id, staff_id) DO UPDATE SET external_id = excluded.external_id`;
const UNSET = /* sql */ `
  WITH gone AS (DELETE FROM persona WHERE account_id = $1 AND staff_id = $2) SELECT 1 FROM staff WHERE id = $2`;

/** As whom of the platform's own desk people are shown. */
export const personaStore = (client: ClientBase): PersonaStore => ({
  list: async (accountId) => (await client.query<Attribution>(LIST, [accountId])).rows,
  async set(accountId, staffId, persona) {
    const { rowCount } = await (persona === null
      ? client.query(UNSET, [accountId, staffId])
      : client.query(SET, [accountId, staffId, persona]));
    return rowCount === 1;
  },
});
