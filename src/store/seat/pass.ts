import type { ClientBase } from "pg";

import type { Hands, PassingStore } from "../../action/contact/ports.ts";
import type { Contact } from "../../core/contact/contact.ts";
import type { Passing } from "../../core/seating/passing/passing.ts";
import { type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";
import type { AgentSession } from "../../core/seating/session.ts";
import type { Offer } from "../../core/seating/work.ts";
import { chainOn } from "../contact/chain.ts";
import { writeStep } from "../contact/contact-step.ts";
import { channelInHand } from "../world/rows.ts";
import { loadSession, type Stamp, writeSession } from "./session-step.ts";
import { LIVE_OFFER, writeOffers } from "./work.ts";

/** In the order in which everybody locks more than one. */
const LOCK = /* sql */ `
  SELECT id FROM agent_session WHERE staff_id = ANY ($1) AND signed_out_at IS NULL ORDER BY id FOR UPDATE`;

/** Those of these who are signed in, locked, by whose they are; under the contact's conversation. */
export async function lockSessions(
  client: ClientBase,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, AgentSession>> {
  const { rows } = await client.query<{ id: string }>(LOCK, [staffIds]);
  const sessions = new Map<string, AgentSession>();
  for (const { id: sessionId } of rows) {
    const loaded = await loadSession(client, { sessionId }, "look");
    if (loaded !== undefined) sessions.set(loaded.session.staffId, loaded.session);
  }
  return sessions;
}

/** What she can, and the channels of what she has and is offered; `name` for whoever is told of her. */
const HANDS = /* sql */ `
  SELECT staff.name, staff.abilities, ARRAY (
    SELECT ${channelInHand("k", "c")} FROM contact k JOIN conversation c ON c.id = k.conversation_id
    WHERE (k.owner_id = staff.id AND k.state IN ('active', 'wrapup') AND k.session_id IS NOT NULL)
      OR k.id IN (SELECT contact_id FROM offer WHERE staff_id = staff.id AND ended_at IS NULL)
      OR k.id IN (SELECT contact_id FROM contact_member WHERE staff_id = staff.id AND left_at IS NULL)) AS "inHand"
  FROM staff WHERE staff.id = $1 AND staff.state = 'active'`;

const handsOf = async (client: ClientBase, staffId: string): Promise<Hands | undefined> =>
  (await client.query<Hands>(HANDS, [staffId])).rows[0];

const offersOf = async (client: ClientBase, contactId: string): Promise<readonly Offer[]> =>
  (
    await client.query<Offer>(`${LIVE_OFFER} WHERE contact_id = $1 AND ended_at IS NULL ORDER BY id`, [
      contactId,
    ])
  ).rows;

/** Makes it true, or throws and leaves nothing: raced where anything is not what was loaded. */
export async function writePassing(
  client: ClientBase,
  contact: Contact,
  { events, sessions, made, ended }: Passing,
  stamp: Stamp,
): Promise<Contact> {
  const after = await writeStep(client, contact, { events, ...stamp });
  for (const { before, events: steps } of sessions) await writeSession(client, before, steps, stamp);
  await writeOffers(client, { made, ended }, stamp.at);
  return after;
}

const POLICY = "SELECT policy FROM queue_now WHERE id = $1";

/** What is done to a contact between agents, on this connection and in its transaction. */
export const passingStore = (client: ClientBase): PassingStore => ({
  sessions: (staffIds) => lockSessions(client, staffIds),
  hands: (staffId) => handsOf(client, staffId),
  offersOf: (contactId) => offersOf(client, contactId),
  async policyOfQueue(queueId) {
    const { rows } = await client.query<{ policy: Partial<QueuePolicy> }>(POLICY, [queueId]);
    return readQueuePolicy(rows[0]?.policy ?? {});
  },
  async write(contact, passing, stamp) {
    await writePassing(client, contact, passing, stamp);
  },
  chain: (contactId) => chainOn(client, contactId),
});
