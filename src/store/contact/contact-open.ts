import type { ClientBase } from "pg";

import { apply } from "../../core/contact/apply.ts";
import { type Contact, open } from "../../core/contact/contact.ts";
import type { ContactEvent, Opening } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { ALL, contactRow } from "./contact-row.ts";

/** $1 row, $2 conversation, $3 account, $4 moment, $5 code, $6 data. Of what is reopened the ticket is there. */
const OPEN = /* sql */ `
  WITH after AS (SELECT * FROM json_populate_record(NULL::contact, $1)),
  ticketed AS (
    INSERT INTO ticket (id, account_id, state, opened_at)
    SELECT ticket_id, $3::uuid, 'open', $4 FROM after WHERE parent_contact_id IS NULL
  ), joined AS MATERIALIZED (
    SELECT id, state FROM ticket WHERE id = (SELECT ticket_id FROM after WHERE parent_contact_id IS NOT NULL) FOR UPDATE
  ), reopened AS (
    UPDATE ticket t SET state = 'open', closed_at = NULL, event_seq = t.event_seq + 1, version = t.version + 1
    FROM joined WHERE t.id = joined.id AND joined.state = 'closed'
    RETURNING t.id, t.event_seq
  ), told AS (
    INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
    SELECT 'ticket', id, event_seq, $4, 'fan', 'reopened', '{}' FROM reopened
  ), opened AS (
    INSERT INTO contact (conversation_id, account_id, ${ALL.join(", ")})
    SELECT $2, $3, ${ALL.join(", ")} FROM after
  )
  INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
  SELECT 'contact', id, 1, $4, 'fan', $5, $6 FROM after`;

/** Opens a contact that no webhook brought, inside the caller's transaction and under its conversation's lock. */
export async function openContactBy(
  client: ClientBase,
  where: { readonly id: string; readonly conversationId: string; readonly accountId: string },
  event: ContactEvent & { readonly opens: Opening },
  at: Instant,
): Promise<Contact> {
  const contact = apply(open(where.id, event.opens, at), event, at);
  const { code, ...data } = event;
  const values = [where.conversationId, where.accountId, new Date(at), code, JSON.stringify(data)];
  await client.query(OPEN, [JSON.stringify(contactRow(contact)), ...values]);
  return contact;
}
