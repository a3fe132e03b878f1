import { randomUUID } from "node:crypto";

import type { Tables } from "./tables.ts";

/** A ticket with a delivery to this connection as it stands after some tries; the ticket's id. */
export async function makeDelivery(
  tables: Tables,
  connectorId: string,
  given: { readonly state: "dirty" | "dead"; readonly code?: string },
): Promise<string> {
  const ticketId = randomUUID();
  await tables.rows(
    `INSERT INTO ticket (id, account_id, state, opened_at, event_seq) SELECT $1, id, 'open', now(), 1 FROM account LIMIT 1`,
    [ticketId],
  );
  await tables.rows(
    `INSERT INTO delivery (connector_id, ticket_id, state, dirty_since, due_at, code, detail, failures, told, external_id)
     VALUES ($1, $2, $3, now() - interval '1 hour', CASE $3 WHEN 'dirty' THEN now() + interval '9 minutes' END, $4,
       'Subject is too long', 3, '{"a": 4}', '17')`,
    [connectorId, ticketId, given.state, given.code ?? null],
  );
  return ticketId;
}

/** How the delivery of a ticket stands. */
export const deliveryOf = async (tables: Tables, ticketId: string): Promise<unknown> => {
  const [row] = await tables.rows(
    `SELECT state, code, failures, told, external_id, due_at <= now() AS due FROM delivery WHERE ticket_id = $1`,
    [ticketId],
  );
  return row;
};
