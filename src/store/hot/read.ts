import type { Client } from "pg";

import type { Contact } from "../../core/contact/contact.ts";
import type { Invited, Served } from "../../core/contact/hearing.ts";
import type { Arrival, Known } from "../../flow/ports.ts";
import { type ContactCells, contactColumns, openContact, toContact } from "../contact/contact-row.ts";

const THREADS = /* sql */ `
  FROM json_to_recordset($1) AS m(k uuid, a uuid, x text)
  LEFT JOIN identity i ON i.account_id = m.a AND i.external_id = m.x
  LEFT JOIN conversation c
    ON c.identity_id = i.id AND c.account_id = m.a AND c.surface = 'private' AND c.thread_key = ''`;

/** One row per arrival, in no particular order. */
const READ = /* sql */ `
  SELECT m.k::text, i.id::text, c.id::text, c.seq, c.served_contact_id, c.served_ticket_id, c.served_by, c.served_at,
    c.asked_private_at = c.served_at, c.scene_id::text, c.scene_at, v.id, v.rating_asked_at, v.event_seq, v.rating, seen.state, behind.at IS NOT NULL, i.name,
    CASE WHEN t.id IS NULL THEN c.left_contact_id END, ${contactColumns("t")}
  ${THREADS}
  LEFT JOIN contact t ON t.conversation_id = c.id AND ${openContact("t")}
  LEFT JOIN contact v ON v.id = c.invited_contact_id
  LEFT JOIN inbox seen ON seen.key = m.k
  LEFT JOIN LATERAL (
    SELECT w.at FROM inbox w WHERE w.state = 'stored' AND w.account_id = m.a AND w.sender = m.x AND w.key <> m.k LIMIT 1
  ) behind ON true`;

/** Locks in id order, so that two nodes with the same fans cannot wait for each other in a circle. */
const LOCK = /* sql */ `
  SELECT id FROM conversation WHERE id IN (SELECT c.id ${THREADS} WHERE c.id IS NOT NULL) ORDER BY id FOR UPDATE`;

/** The conversations of these arrivals that nobody else holds. */
const FREE = /* sql */ `
  SELECT id::text FROM conversation WHERE id IN (SELECT c.id ${THREADS} WHERE c.id IS NOT NULL) ORDER BY id
  FOR UPDATE SKIP LOCKED`;
const CONVERSATIONS = /* sql */ `SELECT m.k::text, c.id::text ${THREADS} WHERE c.id IS NOT NULL`;

type Row = [
  key: string,
  identityId: string | null,
  conversationId: string | null,
  seq: number | null,
  servedContactId: string | null,
  servedTicketId: string | null,
  servedBy: string | null,
  servedAt: number | null,
  isInvited: boolean | null,
  sceneId: string | null,
  sceneAt: number | null,
  invitedContactId: string | null,
  invitedAt: number | null,
  invitedEventSeq: number | null,
  score: number | null,
  seen: string | null,
  behind: boolean,
  name: string | null,
  leftId: string | null,
  ...contact: ContactCells,
];
/** Its place in a row. */
const LEFT_ID = 18;

const parameter = (arrivals: readonly Arrival[]): string =>
  JSON.stringify(
    arrivals.map(({ key, accountId, message }) => ({ k: key, a: accountId, x: message.sender })),
  );

/**
 * What is known of each arrival's fan. `stored`: the arrivals come out of the inbox, where their own rows wait
 * and do not count as seen.
 */
export async function readKnown(
  client: Client,
  arrivals: readonly Arrival[],
  stored: boolean,
): Promise<Known[]> {
  const { rows } = await client.query<Row>({
    name: "hot.read",
    text: READ,
    values: [parameter(arrivals)],
    rowMode: "array",
  });
  const byKey = new Map(rows.map((row) => [row[0], row]));
  const left = await readLeft(client, rows);
  return arrivals.map(({ key }) => {
    const row = byKey.get(key);
    if (row === undefined) throw new Error("an arrival was lost in the read");
    return toKnown(row, left, stored);
  });
}

const LEFT = /* sql */ `SELECT ${contactColumns("t")} FROM contact t WHERE t.id = ANY ($1) AND t.state = 'abandoned'`;

type Left = ReadonlyMap<string, Contact>;
const NOBODY: Left = new Map();

/** The contacts that these fans gave up waiting in: seldom anybody's, so it is asked for by itself. */
async function readLeft(client: Client, rows: readonly Row[]): Promise<Left> {
  const ids = rows.flatMap((row) => row[LEFT_ID] ?? []);
  if (ids.length === 0) return NOBODY;
  const found = await client.query<ContactCells>({
    name: "hot.left",
    text: LEFT,
    values: [ids],
    rowMode: "array",
  });
  const contacts = found.rows.flatMap((cells) => toContact(cells) ?? []);
  return new Map(contacts.map((contact) => [contact.id, contact]));
}

function toKnown(row: Row, left: Left, stored: boolean): Known {
  const [, identityId, conversationId, seq, ...rest] = row;
  const [servedContactId, servedTicketId, servedBy, servedAt, isInvited, sceneId, sceneAt, ...more] = rest;
  const [invitedContactId, invitedAt, invitedEventSeq, score, seen, behind, name, leftId, ...cells] = more;
  return {
    thread: {
      identityId: identityId ?? undefined,
      name: name ?? undefined,
      conversationId: conversationId ?? undefined,
      seq: seq ?? 0,
      contact: toContact(cells),
      served: toServed(servedContactId, servedTicketId, servedBy, servedAt, isInvited === true),
      scene: sceneId === null || sceneAt === null ? undefined : { id: sceneId, at: sceneAt },
      invited: toInvited(invitedContactId, invitedAt, invitedEventSeq, score),
      left: leftId === null ? undefined : left.get(leftId),
    },
    seen: seen !== null && !(stored && seen === "stored"),
    behind: !stored && behind,
  };
}

function toServed(
  contactId: string | null,
  ticketId: string | null,
  staffId: string | null,
  at: number | null,
  isInvited: boolean,
): Served | undefined {
  if (contactId === null || ticketId === null || staffId === null || at === null) return undefined;
  return { contactId, ticketId, staffId, at, ...(isInvited && { isInvited }) };
}

function toInvited(
  contactId: string | null,
  at: number | null,
  eventSeq: number | null,
  score: number | null,
): Invited | undefined {
  if (contactId === null || at === null || eventSeq === null) return undefined;
  return { contactId, at, eventSeq, ...(score === null ? {} : { score }) };
}

export async function lockConversations(client: Client, arrivals: readonly Arrival[]): Promise<void> {
  await client.query({ name: "hot.lock", text: LOCK, values: [parameter(arrivals)] });
}

/** Which arrivals' conversations another transaction holds at this moment. */
export async function busyArrivals(
  client: Client,
  arrivals: readonly Arrival[],
): Promise<ReadonlySet<Arrival>> {
  const values = [parameter(arrivals)];
  const all = await client.query<{ k: string; id: string }>({
    name: "hot.conversations",
    text: CONVERSATIONS,
    values,
  });
  const free = await client.query<{ id: string }>({ name: "hot.free", text: FREE, values });
  const freeIds = new Set(free.rows.map((row) => row.id));
  const busyKeys = new Set(all.rows.filter((row) => !freeIds.has(row.id)).map((row) => row.k));
  return new Set(arrivals.filter((arrival) => busyKeys.has(arrival.key)));
}
