import type { ClientBase } from "pg";

import type { Head, Profile } from "../../action/conversation/ports.ts";
import type { ContactRow } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import {
  channelOf,
  type ContactCells,
  fanOf,
  iso,
  NEWCOMER_DAY,
  reachValues,
  readRows,
  within,
} from "./row.ts";

const MAY_READ = /* sql */ `
  SELECT 1 FROM contact t JOIN account a ON a.id = t.account_id WHERE t.conversation_id = $1 AND ${within(2)} LIMIT 1`;

const HEAD = /* sql */ `
  SELECT c.seq, c.identity_id AS "identityId", i.name, i.remark, coalesce(i.external_id::text, '') AS "externalId",
    i.created_at AS "firstSeenAt", i.profile_version AS "profileVersion", a.id AS "accountId", a.name AS "accountName",
    a.platform, a.simulated, coalesce(r.seq, 0) AS "readSeq", c.served_contact_id AS "servedContactId",
    c.served_at AS "servedAt", s.id AS "servedBy", s.name AS "servedByName",
    (SELECT h.id FROM social_thread h WHERE c.surface = 'public' AND h.account_id = c.account_id
      AND h.root_mid = c.thread_key) AS "socialThreadId"
  FROM conversation c
  JOIN account a ON a.id = c.account_id
  LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN conversation_read r ON r.staff_id = $2 AND r.conversation_id = c.id
  LEFT JOIN staff s ON s.id = c.served_by
  WHERE c.id = $1`;

const TICKET = /* sql */ `SELECT id, number::int, state, title FROM ticket WHERE id = $1`;

/** The newest: an open one is always the newest of its conversation. */
const NEWEST = /* sql */ `
  SELECT id FROM contact WHERE conversation_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1`;

const READ = /* sql */ `
  INSERT INTO conversation_read AS r (staff_id, conversation_id, seq)
  SELECT $1, id, least($3, seq) FROM conversation WHERE id = $2
  ON CONFLICT (staff_id, conversation_id) DO UPDATE SET seq = greatest(r.seq, excluded.seq)
  RETURNING seq`;

/** She who writes here and calls there is one: what is known of her stands together. */
const SAME_PERSON = /* sql */ `ARRAY (
    SELECT $1::uuid UNION SELECT o.id FROM identity i JOIN identity o ON o.customer_id = i.customer_id WHERE i.id = $1)`;

const CONTACTS = /* sql */ `
  SELECT c.surface, t.id AS "contactId", t.conversation_id AS "conversationId", t.ticket_id AS "ticketId", k.number::int AS "ticketNumber",
    t.state, t.created_at AS "createdAt", t.ended_at AS "endedAt", o.id AS "ownerId", o.name AS "ownerName",
    ${NEWCOMER_DAY}, w.outcome, t.rating::int, n.id AS "reasonId", n.name AS "reasonName", n.name_en AS "reasonNameEn", count(*) OVER ()::int AS total
  FROM conversation c JOIN contact t ON t.conversation_id = c.id
  JOIN ticket k ON k.id = t.ticket_id
  LEFT JOIN staff o ON o.id = t.owner_id
  LEFT JOIN wrap_up w ON w.contact_id = t.id
  LEFT JOIN reason n ON n.id = w.reason_id
  WHERE c.identity_id = ANY (${SAME_PERSON}) ORDER BY t.created_at DESC LIMIT 20`;

const OPEN_TICKETS = /* sql */ `
  SELECT count(DISTINCT k.id)::int AS count FROM conversation c JOIN contact t ON t.conversation_id = c.id
  JOIN ticket k ON k.id = t.ticket_id AND k.state = 'open'
  WHERE c.identity_id = ANY (${SAME_PERSON})`;

const RENAME = /* sql */ `
  WITH changed AS (
    UPDATE identity i SET name = $3, remark = $4, profile_version = profile_version + 1
    FROM conversation c WHERE c.id = $1 AND i.id = c.identity_id AND i.profile_version = $2 RETURNING i.profile_version)
  SELECT profile_version AS version FROM changed`;

type HeadCells = Pick<
  ContactCells,
  | "seq"
  | "identityId"
  | "name"
  | "remark"
  | "externalId"
  | "accountId"
  | "accountName"
  | "platform"
  | "simulated"
> & {
  readonly firstSeenAt: number | null;
  readonly profileVersion: number | null;
  readonly readSeq: number;
  readonly servedContactId: string | null;
  readonly servedAt: number | null;
  readonly servedBy: string | null;
  readonly servedByName: string | null;
  readonly socialThreadId: string | null;
};

export async function mayRead(client: ClientBase, id: string, reach: Reach): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "conversation.may",
    text: MAY_READ,
    values: [id, ...reachValues(reach)],
  });
  return rowCount === 1;
}

export async function headOf(client: ClientBase, id: string, staffId: string): Promise<Head | undefined> {
  const { rows } = await client.query<HeadCells>({
    name: "conversation.head",
    text: HEAD,
    values: [id, staffId],
  });
  const [head] = rows;
  if (head === undefined) return undefined;
  const contact = await newestContact(client, id, staffId);
  return {
    id,
    fan: fanOf(head),
    channel: channelOf(head),
    seq: head.seq,
    readSeq: head.readSeq,
    contact,
    ticket: contact === null ? null : await ticketOf(client, contact.ticketId),
    servedBefore: servedBefore(head, contact),
    socialThreadId: head.socialThreadId,
  };
}

async function newestContact(client: ClientBase, id: string, staffId: string): Promise<ContactRow | null> {
  const newest = await client.query<{ id: string }>(NEWEST, [id]);
  const [row] = await readRows(
    client,
    staffId,
    newest.rows.map((contact) => contact.id),
  );
  return row ?? null;
}

async function ticketOf(client: ClientBase, id: string): Promise<Head["ticket"]> {
  const { rows } = await client.query<NonNullable<Head["ticket"]>>(TICKET, [id]);
  return rows[0] ?? null;
}

/** A talk before this contact: its own end is none. */
function servedBefore(head: HeadCells, contact: ContactRow | null): Head["servedBefore"] {
  const { servedContactId, servedAt, servedBy, servedByName } = head;
  if (servedContactId === null || servedAt === null || servedBy === null) return null;
  if (servedContactId === contact?.contactId) return null;
  return {
    contactId: servedContactId,
    staff: { id: servedBy, name: servedByName ?? "" },
    at: iso(servedAt),
  };
}

/** Undefined where there is no such conversation. */
export async function markRead(
  client: ClientBase,
  staffId: string,
  id: string,
  seq: number,
): Promise<number | undefined> {
  const { rows } = await client.query<{ seq: number }>(READ, [staffId, id, seq]);
  return rows[0]?.seq;
}

type ContactCell = {
  readonly surface: ContactRow["surface"];
  readonly contactId: string;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly ticketNumber: number;
  readonly state: ContactRow["state"];
  readonly createdAt: number;
  readonly endedAt: number | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly newcomerDay: number | null;
  readonly outcome: string | null;
  readonly rating: number | null;
  readonly reasonId: string | null;
  readonly reasonName: string | null;
  readonly reasonNameEn: string | null;
  readonly total: number;
};

export async function profileOf(client: ClientBase, id: string): Promise<Profile | undefined> {
  const [head] = (await client.query<HeadCells>(HEAD, [id, null])).rows;
  if (head === undefined) return undefined;
  const { rows } = await client.query<ContactCell>(CONTACTS, [head.identityId]);
  const tickets = await client.query<{ count: number }>(OPEN_TICKETS, [head.identityId]);
  return {
    fan: {
      ...fanOf(head),
      firstSeenAt: iso(head.firstSeenAt ?? 0),
      version: head.profileVersion ?? 1,
    },
    channel: channelOf(head),
    contactsTotal: rows[0]?.total ?? 0,
    openTickets: tickets.rows[0]?.count ?? 0,
    contacts: rows.map((row) => ({
      surface: row.surface,
      contactId: row.contactId,
      conversationId: row.conversationId,
      ticketId: row.ticketId,
      ticketNumber: row.ticketNumber,
      state: row.state,
      createdAt: iso(row.createdAt),
      endedAt: row.endedAt === null ? null : iso(row.endedAt),
      owner: row.ownerId === null ? null : { id: row.ownerId, name: row.ownerName ?? "" },
      newcomerDay: row.newcomerDay,
      reason:
        row.reasonId === null
          ? null
          : { id: row.reasonId, name: row.reasonName ?? "", nameEn: row.reasonNameEn },
      outcome: row.outcome,
      rating: row.rating,
    })),
  };
}

/** The new version; undefined where somebody was quicker. */
export async function renameFan(
  client: ClientBase,
  id: string,
  profile: { readonly version: number; readonly name: string | null; readonly remark: string | null },
): Promise<number | undefined> {
  const { version, name, remark } = profile;
  const { rows } = await client.query<{ version: number }>(RENAME, [id, version, name, remark]);
  return rows[0]?.version;
}
