import type { ClientBase } from "pg";

import type { ContactStore, Held, Writing } from "../../action/contact/ports.ts";
import { defaultQueuePolicy, type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";
import { openContact } from "../contact/contact-row.ts";
import { loadContact, writeStep } from "../contact/contact-step.ts";
import { giveUp, settleWrapUp, takeUnit } from "../seat/unit.ts";
import { QUEUE_OF } from "./row.ts";

const NEWEST = /* sql */ `
  SELECT id FROM contact WHERE conversation_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1`;

const OPEN = /* sql */ `SELECT 1 FROM contact t WHERE t.conversation_id = $1 AND ${openContact("t")}`;

const LOCK_ORDER = /* sql */ `SELECT id FROM contact WHERE id = ANY ($1) ORDER BY conversation_id, created_at`;

/** $1 conversation, $2 number before, $3 after, $4 moment, $5 contact, $6 who, $7 note, $8 contents by number, $9 sent again. */
const WRITE = /* sql */ `
  WITH numbered AS (
    UPDATE conversation SET seq = $3 WHERE id = $1 AND seq = $2 RETURNING 1
  ), words AS (
    SELECT s, c FROM json_to_recordset($8) AS w(s int, c jsonb)
  ), said AS (
    INSERT INTO message (conversation_id, seq, at, contact_id, author, content, staff_id, internal)
    SELECT $1, s, $4, $5, 'agent', c, $6, CASE WHEN $7 THEN true END FROM words
  ), leaves AS (
    INSERT INTO outbox (conversation_id, seq, class, state, at, resend_of, notice)
    SELECT $1, s, 'agent', 'queued', $4, $9, CASE c ->> 'kind' WHEN 'notice' THEN c ->> 'templateId' END FROM words WHERE NOT $7::boolean
  )
  SELECT must((SELECT count(*) FROM numbered) = 1, 'conversation')`;

const POLICY = /* sql */ `
  SELECT q.id, q.policy FROM contact t JOIN account a ON a.id = t.account_id JOIN queue_now q ON q.id = ${QUEUE_OF}
  WHERE t.id = $1`;

/** What an agent's acts need of contacts, of her words and of her seat. */
export const contactStore = (client: ClientBase): ContactStore => ({
  lock: (contactId) => loadContact(client, { contactId }, "wait"),
  look: (contactId) => loadContact(client, { contactId }, "look"),
  async lockIn(conversationId) {
    const open = await loadContact(client, { conversationId }, "wait");
    if (open !== undefined) return open;
    // The conversation is locked by now, where there is one.
    const { rows } = await client.query<{ id: string }>(NEWEST, [conversationId]);
    const [newest] = rows;
    return newest && loadContact(client, { contactId: newest.id }, "look");
  },
  isOpenIn: async (conversationId) => (await client.query(OPEN, [conversationId])).rowCount === 1,
  async inLockOrder(contactIds) {
    const { rows } = await client.query<{ id: string }>(LOCK_ORDER, [contactIds]);
    return rows.map(({ id }) => id);
  },
  step: (before, events, stamp) => writeStep(client, before, { events, ...stamp }),
  write: (held, writing, at) => write(client, held, writing, at),
  async policyOf({ contact }) {
    const { rows } = await client.query<{ id: string; policy: Partial<QueuePolicy> }>(POLICY, [contact.id]);
    const [queue] = rows;
    return queue === undefined
      ? { queueId: undefined, policy: defaultQueuePolicy }
      : { queueId: queue.id, policy: readQueuePolicy(queue.policy) };
  },
  async nameOf(staffId) {
    const { rows } = await client.query<{ name: string }>("SELECT name FROM staff WHERE id = $1", [staffId]);
    return rows[0]?.name ?? "";
  },
  async takeUnit(staffId, taken, stamp) {
    const session = await takeUnit(client, staffId, taken, stamp);
    return typeof session === "string" ? session : { sessionId: session.id };
  },
  giveUp: (before, why, stamp) => giveUp(client, before, why, stamp),
  async settleWrapUp(before, stamp) {
    await settleWrapUp(client, before, stamp);
  },
});

async function write(
  client: ClientBase,
  held: Held,
  { staffId, internal, contents, resendOf }: Writing,
  at: number,
): Promise<readonly number[]> {
  const { conversationId, contact, surface, seq } = held;
  if (surface === "public" && !internal) throw new Error("nothing leaves a public conversation as a message");
  const words = contents.map((content, index) => ({ s: seq + 1 + index, c: content }));
  await client.query(WRITE, [
    conversationId,
    seq,
    seq + contents.length,
    new Date(at),
    contact.id,
    staffId,
    internal,
    JSON.stringify(words),
    resendOf,
  ]);
  return words.map(({ s }) => s);
}
