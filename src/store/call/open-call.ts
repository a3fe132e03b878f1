import { randomUUID } from "node:crypto";

import type { ClientBase } from "pg";

import type { CallStore } from "../../action/call/ports.ts";
import type { Call } from "../../core/call/call.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { openContactBy } from "../contact/contact-open.ts";

type Numbered = Pick<Call, "masked" | "numberHash"> & {
  readonly externalId: string;
  readonly systemId: string;
};

const MEET = /* sql */ `
  INSERT INTO identity (id, account_id, external_id, created_at, name) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT ON CONSTRAINT identity_external_key DO NOTHING`;
const IDENTITY = /* sql */ `SELECT id FROM identity WHERE account_id = $1 AND external_id = $2`;
const BEGIN = /* sql */ `
  INSERT INTO conversation (id, account_id, identity_id, surface, thread_key, created_at, last_in_at)
  VALUES ($1, $2, $3, 'call', $4, $5, $5)`;
const PLACE = /* sql */ `UPDATE call SET conversation_id = $2, contact_id = $3 WHERE id = $1`;
const IDENTIFY = /* sql */ `UPDATE conversation SET identity_id = $2 WHERE id = $1 AND identity_id <> $2`;

/** Whoever withholds her number is a stranger each time. */
const nameless = (externalId: string): string => `call ${externalId}`;

/** Each call is a conversation of its own: two may come from one number at once. */
export async function openCall(
  client: ClientBase,
  call: Parameters<CallStore["open"]>[0],
  event: Parameters<CallStore["open"]>[1],
  at: Instant,
): ReturnType<CallStore["open"]> {
  const identityId = await meet(client, call, at);
  const [conversationId, contactId] = [randomUUID(), randomUUID()];
  await client.query(BEGIN, [conversationId, call.systemId, identityId, call.externalId, new Date(at)]);
  const where = { id: contactId, conversationId, accountId: call.systemId };
  const contact = await openContactBy(client, where, event, at);
  await client.query(PLACE, [call.id, conversationId, contactId]);
  return { conversationId, contactId, contact };
}

/** Known by its number's hash: the same caller is the same identity, and whose that is, her customer says. */
async function meet(client: ClientBase, call: Numbered, at: Instant): Promise<string> {
  const { systemId, externalId, numberHash, masked } = call;
  const key = [systemId, numberHash ?? nameless(externalId)];
  const known = (await client.query<{ id: string }>(IDENTITY, key)).rows[0];
  if (known !== undefined) return known.id;
  await client.query(MEET, [randomUUID(), ...key, new Date(at), masked]);
  const [row] = (await client.query<{ id: string }>(IDENTITY, key)).rows;
  if (row === undefined) throw new Error("a caller who was just met is there");
  return row.id;
}

/** A number that is told after the first ring. */
export async function identify(
  client: ClientBase,
  call: Numbered,
  conversationId: string,
  at: Instant,
): Promise<void> {
  if (call.numberHash === undefined) return;
  await client.query(IDENTIFY, [conversationId, await meet(client, call, at)]);
}
