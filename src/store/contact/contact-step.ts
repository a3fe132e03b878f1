import type { ClientBase } from "pg";

import { apply } from "../../core/contact/apply.ts";
import type { Contact } from "../../core/contact/contact.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import type { Surface } from "../../core/conversation/surface.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import {
  CHANGING,
  type ContactCells,
  contactColumns,
  contactRow,
  openContact,
  servesAnother,
  toContact,
} from "./contact-row.ts";

/** A contact with what its conversation says of it. */
export type LoadedContact = {
  readonly contact: Contact;
  readonly conversationId: string;
  readonly accountId: string;
  /** What the fan is called, where anybody knows it. */
  readonly name: string | undefined;
  readonly surface: Surface;
  /** Number of the conversation's last message, and the guard of whoever adds one. */
  readonly seq: number;
  /** When the fan wrote last. */
  readonly lastInAt: Instant;
};

/** By its id in any state, or the open one of a conversation. */
export type WhichContact = { readonly contactId: string } | { readonly conversationId: string };

/** wait: until whoever has the conversation lets go. skip: not at all. look: reads without a lock, never to write. */
export type ContactLock = "wait" | "skip" | "look";

const lockOf = (by: "contactId" | "conversationId", lock: "wait" | "skip"): string => /* sql */ `
  SELECT 1 FROM conversation
  WHERE id = ${by === "conversationId" ? "$1" : "(SELECT conversation_id FROM contact WHERE id = $1)"}
  FOR UPDATE ${lock === "skip" ? "SKIP LOCKED" : ""}`;

const loadOf = (by: "contactId" | "conversationId"): string => /* sql */ `
  SELECT c.id, c.account_id, i.name, c.surface, c.seq, c.last_in_at, ${contactColumns("t")}
  FROM contact t JOIN conversation c ON c.id = t.conversation_id LEFT JOIN identity i ON i.id = c.identity_id
  WHERE ${by === "conversationId" ? `t.conversation_id = $1 AND ${openContact("t")}` : "t.id = $1"}`;

/**
 * Reads a contact, under its conversation's lock unless only looked at; the caller is in a transaction then. The
 * lock comes first and alone: a statement that waited for it would show what was there before.
 * Undefined where there is none, or (skip) somebody is busy with it.
 */
export async function loadContact(
  client: ClientBase,
  which: WhichContact,
  lock: ContactLock,
): Promise<LoadedContact | undefined> {
  const [by, id] =
    "contactId" in which
      ? (["contactId", which.contactId] as const)
      : (["conversationId", which.conversationId] as const);
  if (lock !== "look" && (await client.query(lockOf(by, lock), [id])).rowCount === 0) return undefined;
  const { rows } = await client.query<
    [string, string, string | null, Surface, number, number, ...ContactCells]
  >({
    text: loadOf(by),
    values: [id],
    rowMode: "array",
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  const [conversationId, accountId, name, surface, seq, lastInAt, ...cells] = row;
  const contact = toContact(cells);
  return contact && { contact, conversationId, accountId, name: name ?? undefined, surface, seq, lastInAt };
}

const WRITE = /* sql */ `
  WITH after AS (SELECT * FROM json_populate_record(NULL::contact, $1)),
  stepped AS (
    UPDATE contact k SET (${CHANGING.join(", ")}) = (SELECT ${CHANGING.map((name) => `after.${name}`).join(", ")} FROM after)
    WHERE k.id = (SELECT id FROM after) AND k.event_seq = $2
    RETURNING k.id, k.conversation_id, k.ticket_id, k.state, k.resolution, k.owner_id, k.talk_ended_at
  ), served AS (
    -- The talk with a person has just ended: whoever comes back is no stranger.
    UPDATE conversation c SET served_contact_id = stepped.id, served_ticket_id = stepped.ticket_id, served_by = owner_id,
      served_at = talk_ended_at
    FROM stepped WHERE c.id = stepped.conversation_id AND stepped.talk_ended_at = $3
  ), shut AS (
    -- A wrap-up says itself whether work is left.
    UPDATE ticket t SET state = 'closed', closed_at = $3, event_seq = t.event_seq + 1
    FROM stepped WHERE t.id = stepped.ticket_id AND stepped.state = 'closed' AND stepped.resolution <> 'wrapped_up'
      AND NOT ${servesAnother("t.id", "stepped.id")}
    RETURNING t.id, t.event_seq
  ), told AS (
    INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
    SELECT 'ticket', id, event_seq, $3, 'system', 'closed', '{}' FROM shut
  ), logged AS (
    INSERT INTO event (subject, subject_id, seq, at, actor, code, data)
    SELECT 'contact', (SELECT id FROM after), s, $3, $4, o, d FROM json_to_recordset($5) AS e(s int, o text, d jsonb)
  )
  SELECT must((SELECT count(*) FROM stepped) = 1, 'contact')`;

export type Step = {
  readonly events: readonly ContactEvent[];
  readonly at: Instant;
  /** Who did it: "fan", "bot", "system", or a person by her `actorName`. */
  readonly actor: string;
};

/**
 * Makes a step true: the row, its events, and what follows from them for conversation and ticket. `before` is
 * what was loaded under the lock. Returns what it became.
 * Throws P0409 (raced) where the row is another by now; `illegal_transition` where an event may not be.
 */
export async function writeStep(client: ClientBase, before: Contact, step: Step): Promise<Contact> {
  const { events, at, actor } = step;
  const after = events.reduce((contact, event) => apply(contact, event, at), before);
  const told = events.map(({ code, ...data }, index) => ({
    s: before.eventSeq + 1 + index,
    o: code,
    d: data,
  }));
  await client.query(WRITE, [
    JSON.stringify(contactRow(after)),
    before.eventSeq,
    new Date(at),
    actor,
    JSON.stringify(told),
  ]);
  return after;
}

/**
 * A step of the open contact that no message caused, inside the caller's transaction: locks the conversation,
 * decides on what is there then, writes row and events. Returns what it became; undefined where nothing was open
 * or nothing was decided.
 */
export async function stepContact(
  client: ClientBase,
  conversationId: string,
  at: Instant,
  decide: (loaded: LoadedContact) => readonly ContactEvent[],
): Promise<Contact | undefined> {
  const loaded = await loadContact(client, { conversationId }, "wait");
  if (loaded === undefined) return undefined;
  const events = decide(loaded);
  if (events.length === 0) return undefined;
  return writeStep(client, loaded.contact, { events, at, actor: "system" });
}
