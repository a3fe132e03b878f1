import { randomUUID } from "node:crypto";

import type { ClientBase } from "pg";

import { isOpen } from "../../core/contact/contact.ts";
import type { Opening } from "../../core/contact/event.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Surface } from "../../core/conversation/surface.ts";
import type { SocialItem } from "../../core/social/item.ts";
import { answeredInPublic, askedAgain, askedFirst, dismissedInPublic } from "../../core/social/serving.ts";
import { openContactBy } from "../contact/contact-open.ts";
import { loadContact, type LoadedContact, writeStep } from "../contact/contact-step.ts";

/** A name as the desk keeps it. */
const NAME_CHARS_MAX = 64;

const CONTACT_OF = /* sql */ `SELECT contact_id AS id FROM social_thread WHERE id = $1`;
const SERVE = /* sql */ `UPDATE social_thread SET contact_id = $2 WHERE id = $1`;

const MEET = /* sql */ `
  INSERT INTO identity (id, account_id, external_id, created_at, name) VALUES ($1, $2, $3, $4, nullif($5, ''))
  ON CONFLICT ON CONSTRAINT identity_external_key DO NOTHING`;
const IDENTITY = /* sql */ `SELECT id FROM identity WHERE account_id = $1 AND external_id = $2`;
const BEGIN = /* sql */ `
  INSERT INTO conversation (id, account_id, identity_id, surface, thread_key, created_at, last_in_at)
  VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT ON CONSTRAINT conversation_thread_key DO NOTHING`;
const CONVERSATION = /* sql */ `
  SELECT id, seq, served_contact_id AS "contactId", served_ticket_id AS "ticketId", served_by AS "staffId",
    served_at > $5::timestamptz AS "isRecent"
  FROM conversation WHERE account_id = $1 AND identity_id = $2 AND surface = $3 AND thread_key = $4 FOR UPDATE`;

const ASKER = /* sql */ `
  SELECT i.external_id::text AS id FROM conversation c JOIN identity i ON i.id = c.identity_id WHERE c.id = $1`;

/** $1 conversation, $2 number, $3 moment, $4 contact, $5 by whom, $6 words, $7 staff. Never a row of the outbox. */
const SAID = /* sql */ `
  WITH numbered AS (
    UPDATE conversation SET seq = $2, last_in_at = CASE $5::message_author WHEN 'fan' THEN $3 ELSE last_in_at END
    WHERE id = $1 AND seq = $2 - 1 RETURNING 1
  ), said AS (
    INSERT INTO message (conversation_id, seq, at, contact_id, author, content, staff_id) VALUES ($1, $2, $3, $4, $5, $6, $7)
  )
  SELECT must((SELECT count(*) FROM numbered) = 1, 'conversation')`;

const INVITING = /* sql */ `
  SELECT w.account_id AS "accountId", i.author, k.id AS "contactId", k.ticket_id AS "ticketId", w.staff_id AS "staffId"
  FROM social_answer w JOIN social_item i ON i.account_id = w.account_id AND i.mid = w.item_mid
    JOIN social_thread t ON t.id = w.thread_id JOIN contact k ON k.id = t.contact_id
  WHERE w.id = $1 AND w.kind = 'invite' AND w.staff_id IS NOT NULL`;
const INVITE = /* sql */ `
  UPDATE conversation SET served_contact_id = $2, served_ticket_id = $3, served_by = $4, served_at = $5, asked_private_at = $5
  WHERE id = $1 AND coalesce(served_at < $5, true)`;

/** An answer that stands in public; nobody is known to have written it on the platform's own page. */
export type Stands = { readonly id: string; readonly text: string; readonly staffId: string | null };

export type Asking = {
  readonly accountId: string;
  readonly threadId: string;
  readonly rootMid: string;
  readonly item: Pick<SocialItem, "author" | "text">;
  /** Whoever asks so soon after a talk goes on with it. */
  readonly reopenMs: number;
};

/** What asks in a thread opens its contact, or is heard by the one that is open. Under the thread's lock. */
export async function serveAsked(client: ClientBase, asking: Asking, at: Instant): Promise<void> {
  const serving = await servingOf(client, asking.threadId);
  if (serving === undefined || !isOpen(serving.contact)) return openFor(client, asking, at);
  const { contact, conversationId } = serving;
  const seq = serving.seq + 1;
  await writeStep(client, contact, { events: [askedAgain(contact, seq)], at, actor: "fan" });
  const text = await wordsIn(client, conversationId, asking);
  await say(client, { conversationId, seq, contactId: contact.id }, { by: "fan", text }, at);
}

/** A public answer was taken by the platform, or came back from there. Under the thread's lock. */
export async function serveAnswered(
  client: ClientBase,
  threadId: string,
  { id, text, staffId }: Stands,
  at: Instant,
): Promise<void> {
  const serving = await servingOf(client, threadId);
  if (serving === undefined) return;
  const { contact, conversationId } = serving;
  const seq = serving.seq + 1;
  await say(client, { conversationId, seq, contactId: contact.id }, { by: "agent", text, staffId }, at);
  const event = answeredInPublic(contact, seq, staffId ?? undefined);
  const actor = staffId === null ? "system" : `staff:${staffId}`;
  if (event !== undefined) await writeStep(client, contact, { events: [event], at, actor });
  await invite(client, id, at);
}

/** Where it asks her to write privately: what she writes within the time set for that goes on with this, on its ticket. */
async function invite(client: ClientBase, answerId: string, at: Instant): Promise<void> {
  const { rows } = await client.query<Inviting>(INVITING, [answerId]);
  const [inviting] = rows;
  if (inviting === undefined) return;
  const { accountId, author, contactId, ticketId, staffId } = inviting;
  const identityId = await meet(client, accountId, author, at);
  const where = { accountId, identityId, surface: "private", threadKey: "" } as const;
  const { id } = await conversationOf(client, where, at, at);
  await client.query(INVITE, [id, contactId, ticketId, staffId, new Date(at)]);
}

type Inviting = {
  readonly accountId: string;
  readonly author: SocialItem["author"];
  readonly contactId: string;
  readonly ticketId: string;
  readonly staffId: string;
};

/** A person says that it needs no answer. Under the thread's lock. */
export async function serveDismissed(
  client: ClientBase,
  threadId: string,
  actor: string,
  at: Instant,
): Promise<void> {
  const serving = await servingOf(client, threadId);
  if (serving === undefined) return;
  const event = dismissedInPublic(serving.contact);
  if (event !== undefined) await writeStep(client, serving.contact, { events: [event], at, actor });
}

/** The contact that the thread has, or had last, under its conversation's lock. */
async function servingOf(client: ClientBase, threadId: string): Promise<LoadedContact | undefined> {
  const { rows } = await client.query<{ id: string | null }>(CONTACT_OF, [threadId]);
  const contactId = rows[0]?.id ?? undefined;
  return contactId === undefined ? undefined : loadContact(client, { contactId }, "wait");
}

async function openFor(client: ClientBase, asking: Asking, at: Instant): Promise<void> {
  const { accountId, threadId, rootMid, item, reopenMs } = asking;
  const identityId = await meet(client, accountId, item.author, at);
  const where = { accountId, identityId, surface: "public", threadKey: rootMid } as const;
  const { id: conversationId, seq, ...served } = await conversationOf(client, where, at, at - reopenMs);
  const opens: Opening = { ticketId: randomUUID(), dueAt: at, ...reopening(served) };
  const contactId = randomUUID();
  const event = { ...askedFirst(seq + 1, opens), opens };
  await openContactBy(client, { id: contactId, conversationId, accountId }, event, at);
  await client.query(SERVE, [threadId, contactId]);
  await say(client, { conversationId, seq: seq + 1, contactId }, { by: "fan", text: item.text }, at);
}

function reopening({ contactId, ticketId, staffId, isRecent }: Served): Partial<Opening> {
  if (contactId === null || ticketId === null || staffId === null || isRecent !== true) return {};
  return { ticketId, reopens: { contactId, staffId } };
}

/** Whoever she is to us already: her private words and her public ones are one person's. */
export async function meet(
  client: ClientBase,
  accountId: string,
  { id, name }: SocialItem["author"],
  at: Instant,
): Promise<string> {
  const known = (await client.query<{ id: string }>(IDENTITY, [accountId, id])).rows[0];
  if (known !== undefined) return known.id;
  await client.query(MEET, [randomUUID(), accountId, id, new Date(at), name.slice(0, NAME_CHARS_MAX)]);
  const { rows } = await client.query<{ id: string }>(IDENTITY, [accountId, id]);
  if (rows[0] === undefined) throw new Error("an identity that was just met is there");
  return rows[0].id;
}

type Served = {
  readonly contactId: string | null;
  readonly ticketId: string | null;
  readonly staffId: string | null;
  readonly isRecent: boolean | null;
};

async function conversationOf(
  client: ClientBase,
  where: {
    readonly accountId: string;
    readonly identityId: string;
    readonly surface: Surface;
    readonly threadKey: string;
  },
  at: Instant,
  since: Instant,
): Promise<Served & { readonly id: string; readonly seq: number }> {
  const key = [where.accountId, where.identityId, where.surface, where.threadKey];
  await client.query(BEGIN, [randomUUID(), ...key, new Date(at)]);
  const { rows } = await client.query<Served & { id: string; seq: number }>(CONVERSATION, [
    ...key,
    new Date(since),
  ]);
  if (rows[0] === undefined) throw new Error("a conversation that was just begun is there");
  return rows[0];
}

/** Somebody else's words in her thread say whose they are. */
async function wordsIn(client: ClientBase, conversationId: string, { item }: Asking): Promise<string> {
  const { author, text } = item;
  const { rows } = await client.query<{ id: string }>(ASKER, [conversationId]);
  return rows[0]?.id === author.id ? text : `@${author.name || author.id}：${text}`;
}

async function say(
  client: ClientBase,
  place: { readonly conversationId: string; readonly seq: number; readonly contactId: string },
  said: { readonly by: "fan" | "agent"; readonly text: string; readonly staffId?: string | null },
  at: Instant,
): Promise<void> {
  const content = JSON.stringify({ kind: "text", text: said.text });
  const { conversationId, seq, contactId } = place;
  await client.query(SAID, [conversationId, seq, new Date(at), contactId, said.by, content, said.staffId]);
}
