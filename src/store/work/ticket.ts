import type { ClientBase } from "pg";

import type {
  KnownTicket,
  Page,
  Ticket,
  TicketContact,
  TicketFilter,
  TicketRow,
  TicketStore,
} from "../../action/ticket/ports.ts";
import type { ContactRow } from "../../core/desk/desk.ts";
import {
  channelOf,
  fanOf,
  iso,
  isoOrNull,
  NEWCOMER_DAY,
  QUEUE_OF,
  reachValues,
  within,
} from "../desk/row.ts";
import { ticketEvents } from "./ticket-events.ts";

const CONTACTS_MAX = 50;

const COLUMNS = /* sql */ `
  k.id, k.number::int, k.state, k.title, k.priority::int, k.due_at AS "dueAt", k.opened_at AS "openedAt",
  k.closed_at AS "closedAt", k.note, k.version, n.id AS "reasonId", n.name AS "reasonName", n.name_en AS "reasonNameEn",
  s.id AS "assigneeId", s.name AS "assigneeName", t.conversation_id AS "conversationId", c.identity_id AS "identityId",
  i.name, i.remark, coalesce(i.external_id::text, '') AS "externalId", a.id AS "accountId", a.name AS "accountName",
  a.platform, a.simulated`;

/** Each ticket with its newest contact. */
const FROM = /* sql */ `
  CROSS JOIN LATERAL (
    SELECT * FROM contact WHERE ticket_id = k.id ORDER BY created_at DESC, id DESC LIMIT 1) t
  JOIN conversation c ON c.id = t.conversation_id
  JOIN account a ON a.id = k.account_id
  LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN reason n ON n.id = k.reason_id
  LEFT JOIN staff s ON s.id = k.assignee_id`;

const READ = /* sql */ `SELECT ${COLUMNS} FROM ticket k ${FROM} WHERE k.id = $1`;

/** Hers by assignment, or by any of its contacts. $1 ticket, $2-$4 reach. */
const MAY_READ = /* sql */ `
  SELECT 1 FROM ticket k WHERE k.id = $1 AND (k.assignee_id = $2 OR EXISTS (
    SELECT 1 FROM contact t JOIN account a ON a.id = t.account_id WHERE t.ticket_id = k.id AND ${within(2)}))`;

/**
 * Open work: what people keep open, and what is with people now. The bot's own tickets open and close by
 * themselves; nobody looks for them here.
 */
const OPEN = /* sql */ `
  SELECT id FROM ticket WHERE state = 'open' AND version > 1
  UNION
  SELECT ticket_id FROM contact WHERE state IN ('queued', 'offered', 'left_message')
  UNION
  SELECT ticket_id FROM contact WHERE state IN ('active', 'wrapup')`;

const CONDITIONS = /* sql */ `
  (k.assignee_id = $1 OR ($3::uuid[] IS NULL OR ${QUEUE_OF} = ANY ($3)) OR t.owner_id = $1
    OR (t.state IN ('bot', 'queued', 'offered', 'left_message') AND ($2::uuid[] IS NULL OR ${QUEUE_OF} = ANY ($2))))
  AND ($4::text IS NULL OR CASE $4 WHEN 'nobody' THEN k.assignee_id IS NULL ELSE k.assignee_id::text = $4 END)
  AND ($5 = 'any' OR (k.due_at IS NOT NULL AND ($5 = 'set' OR k.due_at <= $6)))
  AND ($7::text IS NULL OR k.title ILIKE $7 OR i.name ILIKE $7 OR k.number::text = $8)`;

/** Newest first: ids grow with time. $9 cursor, $10 limit. */
const page = (state: "open" | "closed"): string => /* sql */ `
  SELECT ${COLUMNS} FROM ${state === "open" ? `(${OPEN}) w JOIN ticket k ON k.id = w.id` : "ticket k"} ${FROM}
  WHERE k.state = '${state}' AND ($9::uuid IS NULL OR k.id < $9) AND ${CONDITIONS}
  ORDER BY k.id DESC LIMIT $10`;

/** Of those with a due date, the next first. */
const PAGE_DUE = /* sql */ `
  SELECT ${COLUMNS} FROM ticket k ${FROM}
  WHERE k.state = 'open' AND k.due_at IS NOT NULL
    AND ($9::uuid IS NULL OR (k.due_at, k.id) > (SELECT due_at, id FROM ticket WHERE id = $9)) AND ${CONDITIONS}
  ORDER BY k.due_at, k.id LIMIT $10`;

const CONTACTS = /* sql */ `
  SELECT t.id AS "contactId", t.conversation_id AS "conversationId", t.state, t.created_at AS "createdAt",
    t.ended_at AS "endedAt", o.id AS "ownerId", o.name AS "ownerName", ${NEWCOMER_DAY}, w.outcome, t.rating::int, w.next_step AS "nextStep",
    w.next_due_at AS "nextDueAt", w.note
  FROM contact t LEFT JOIN staff o ON o.id = t.owner_id LEFT JOIN wrap_up w ON w.contact_id = t.id
  WHERE t.ticket_id = $1 ORDER BY t.created_at, t.id LIMIT ${CONTACTS_MAX}`;

const KNOWN = /* sql */ `
  SELECT id, version, state, title, reason_id AS "reasonId", priority::int, assignee_id AS "assigneeId", due_at AS "dueAt", note
  FROM ticket WHERE id = $1 FOR UPDATE`;

const CHANGE = /* sql */ `
  WITH changed AS (
    UPDATE ticket SET version = version + 1, state = $3::ticket_state, title = $4, reason_id = $5, priority = $6,
      assignee_id = $7, due_at = $8, note = $9, event_seq = event_seq + json_array_length($12),
      closed_at = CASE WHEN $3 = 'open' THEN NULL WHEN state = 'open' THEN $10 ELSE closed_at END
    WHERE id = $1 AND version = $2 RETURNING id, event_seq - json_array_length($12) AS was
  ), told AS (
    INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
    SELECT 'ticket', changed.id, changed.was + e.s, $10, $11, e.o, e.d
    FROM changed, json_to_recordset($12) AS e(s int, o text, d jsonb)
  )
  SELECT must((SELECT count(*) FROM changed) = 1, 'ticket')`;

const SERVED = /* sql */ `
  SELECT 1 FROM contact WHERE ticket_id = $1 AND id IS DISTINCT FROM $2::uuid
    AND state NOT IN ('closed', 'abandoned', 'refused') LIMIT 1`;

type Cells = {
  readonly id: string;
  readonly number: number;
  readonly state: "open" | "closed";
  readonly title: string | null;
  readonly priority: 1 | 2 | 3;
  readonly dueAt: number | null;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly note: string | null;
  readonly version: number;
  readonly reasonId: string | null;
  readonly reasonName: string | null;
  readonly reasonNameEn: string | null;
  readonly assigneeId: string | null;
  readonly assigneeName: string | null;
  readonly conversationId: string;
  readonly identityId: string;
  readonly name: string | null;
  readonly remark: string | null;
  readonly externalId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly platform: string;
  readonly simulated: boolean;
};

const toRow = (cells: Cells): TicketRow => ({
  id: cells.id,
  number: cells.number,
  state: cells.state,
  title: cells.title,
  reason:
    cells.reasonId === null
      ? null
      : { id: cells.reasonId, name: cells.reasonName ?? "", nameEn: cells.reasonNameEn },
  priority: cells.priority,
  assignee: cells.assigneeId === null ? null : { id: cells.assigneeId, name: cells.assigneeName ?? "" },
  dueAt: isoOrNull(cells.dueAt),
  openedAt: iso(cells.openedAt),
  closedAt: isoOrNull(cells.closedAt),
  fan: fanOf(cells),
  channel: channelOf(cells),
  conversationId: cells.conversationId,
});

export const ticketStore = (client: ClientBase): TicketStore => ({
  mayRead: async (id, reach) =>
    (await client.query({ name: "ticket.may", text: MAY_READ, values: [id, ...reachValues(reach)] }))
      .rowCount === 1,
  read: (id) => read(client, id),
  page: (filter) => readPage(client, filter),
  events: (id, cursor) => ticketEvents(client, id, cursor),
  async known(id) {
    const { rows } = await client.query<Omit<KnownTicket, "dueAt"> & { dueAt: number | null }>(KNOWN, [id]);
    const [ticket] = rows;
    return ticket && { ...ticket, dueAt: isoOrNull(ticket.dueAt) };
  },
  async change({ id, version }, fields, { events, actor, at }) {
    const { state, title, reasonId, priority, assigneeId, dueAt, note } = fields;
    const told = events.map(({ code, ...data }, index) => ({ s: index + 1, o: code, d: data }));
    const values = [state, title, reasonId, priority, assigneeId, dueAt, note];
    await client.query(CHANGE, [id, version, ...values, new Date(at), actor, JSON.stringify(told)]);
  },
  isServed: async (id, butContactId) => (await client.query(SERVED, [id, butContactId])).rowCount === 1,
});

async function read(client: ClientBase, id: string): Promise<Ticket | undefined> {
  const [cells] = (await client.query<Cells>(READ, [id])).rows;
  if (cells === undefined) return undefined;
  const contacts = await client.query<ContactCells>(CONTACTS, [id]);
  const { note, version } = cells;
  return { ...toRow(cells), note, version, contacts: contacts.rows.map(toContact) };
}

/** Another list's cursor begins this one anew. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

async function readPage(client: ClientBase, filter: TicketFilter): Promise<Page<TicketRow>> {
  const { state, assigneeId, due, q, after, limit, reach, at } = filter;
  const pattern = q === undefined || q === "" ? null : `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const values = [
    ...reachValues(reach),
    assigneeId === null ? "nobody" : assigneeId,
    due,
    new Date(at),
    pattern,
    (q ?? "").replace(/^GD-?/i, ""),
    UUID.test(after ?? "") ? after : null,
    limit + 1,
  ];
  const sql = due === "any" || state === "closed" ? page(state) : PAGE_DUE;
  const { rows } = await client.query<Cells>(sql, values);
  const kept = rows.slice(0, limit);
  return { items: kept.map(toRow), next: rows.length > limit ? (kept.at(-1)?.id ?? null) : null };
}

type ContactCells = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly state: ContactRow["state"];
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly newcomerDay: number | null;
  readonly outcome: string | null;
  readonly rating: number | null;
  readonly nextStep: string | null;
  readonly nextDueAt: number | null;
  readonly note: string | null;
};

const toContact = ({ ownerId, ownerName, ...cells }: ContactCells): TicketContact => ({
  ...cells,
  createdAt: iso(cells.createdAt),
  endedAt: isoOrNull(cells.endedAt),
  nextDueAt: isoOrNull(cells.nextDueAt),
  owner: ownerId === null ? null : { id: ownerId, name: ownerName ?? "" },
});
