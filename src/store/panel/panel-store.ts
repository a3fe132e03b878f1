import type { ClientBase } from "pg";

import type { Found, PanelStore, Sought } from "../../action/panel/ports.ts";

export const ORIGINS = /* sql */ `
  SELECT DISTINCT unnest(y.panel_origins) AS origin FROM cti_system y JOIN account a ON a.id = y.id AND a.state = 'active'
  ORDER BY origin`;

/** The newest call of that id; of a customer what is open, else what was last. */
const FIND = /* sql */ `
  SELECT c.id AS "conversationId", i.customer_id AS "customerId", l.external_id::text AS call
  FROM conversation c LEFT JOIN identity i ON i.id = c.identity_id LEFT JOIN call l ON l.conversation_id = c.id`;
const BY_CALL = /* sql */ `${FIND} WHERE l.external_id = $1 ORDER BY l.started_at DESC LIMIT 1`;
const BY_CUSTOMER = /* sql */ `${FIND} WHERE i.customer_id = $1
  ORDER BY EXISTS (SELECT FROM contact t WHERE t.conversation_id = c.id AND t.state IN ('active', 'wrapup')) DESC, c.last_in_at DESC LIMIT 1`;
const BY_CONVERSATION = /* sql */ `${FIND} WHERE c.id = $1`;

export const panelStore = (client: ClientBase): PanelStore => ({
  async origins() {
    return (await client.query<{ origin: string }>(ORIGINS)).rows.map(({ origin }) => origin);
  },
  async find(sought) {
    return (await client.query<Found>(...asked(sought))).rows[0];
  },
});

function asked(sought: Sought): [sql: string, values: string[]] {
  if ("call" in sought) return [BY_CALL, [sought.call]];
  if ("customer" in sought) return [BY_CUSTOMER, [sought.customer]];
  return [BY_CONVERSATION, [sought.conversation]];
}
