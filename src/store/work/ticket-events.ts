import type { ClientBase } from "pg";

import type { Page } from "../../action/ticket/ports.ts";
import type { Happening } from "../../core/desk/desk.ts";
import { type EventCells, toHappenings } from "../desk/names.ts";

/** Of more contacts than this the newest are told; a ticket that many reopen is a case. */
const CONTACTS_MAX = 200;

/**
 * $1 ticket, $2-$5 cursor, $6 limit. At one moment what happened to a contact comes first: what follows from it for
 * the ticket comes after (the order of event_subject).
 */
const EVENTS = /* sql */ `
  SELECT e.subject, e.subject_id AS "subjectId", e.seq, e.at, e.actor, e.code, e.data
  FROM (
    SELECT $1::uuid AS id UNION ALL
    (SELECT id FROM contact WHERE ticket_id = $1 ORDER BY created_at DESC LIMIT ${CONTACTS_MAX})) AS s
  CROSS JOIN LATERAL (
    SELECT * FROM event WHERE subject_id = s.id AND subject IN ('contact', 'ticket')
      AND ($2::timestamptz IS NULL OR (at, subject, subject_id, seq) > ($2, $3::event_subject, $4::uuid, $5))
    ORDER BY at, seq LIMIT $6) AS e
  ORDER BY e.at, e.subject, e.subject_id, e.seq LIMIT $6`;

const CURSOR = /^(\d{1,15})_(contact|ticket)_([0-9a-f-]{36})_(\d{1,9})$/;

export async function ticketEvents(
  client: ClientBase,
  id: string,
  { after, limit }: { readonly after: string | undefined; readonly limit: number },
): Promise<Page<Happening>> {
  const [, at, subject, subjectId, seq] = CURSOR.exec(after ?? "") ?? [];
  const cursor =
    at === undefined ? [null, null, null, null] : [new Date(Number(at)), subject, subjectId, Number(seq)];
  const { rows } = await client.query<EventCells>(EVENTS, [id, ...cursor, limit + 1]);
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: await toHappenings(client, kept),
    next:
      rows.length > limit && last !== undefined
        ? `${last.at}_${last.subject}_${last.subjectId}_${last.seq}`
        : null,
  };
}
