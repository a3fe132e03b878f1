import type { Client, ClientBase } from "pg";

import type { Instant } from "../../core/kernel/instant.ts";
import type { Member } from "../../core/seating/member/member.ts";
import { unitsOf } from "../../core/seating/work.ts";
import { inTransaction } from "../transaction.ts";
import { loadSession, writeSession } from "../seat/session-step.ts";

const MEMBERS = /* sql */ `
  SELECT contact_id AS "contactId", staff_id AS "staffId", session_id AS "sessionId", units, by_id AS "byId", joined_at AS "joinedAt"
  FROM contact_member`;
const OF = /* sql */ `${MEMBERS} WHERE contact_id = $1 AND left_at IS NULL ORDER BY joined_at, staff_id`;

const JOIN = /* sql */ `
  INSERT INTO contact_member (contact_id, staff_id, session_id, units, by_id, joined_at) VALUES ($1, $2, $3, $4, $5, $6)`;

/** By its primary key: who leaves and comes back in one moment is somebody else's race. */
const PART = /* sql */ `
  WITH parted AS (
    UPDATE contact_member SET left_at = $3 WHERE contact_id = $1 AND staff_id = $2 AND left_at IS NULL RETURNING 1)
  SELECT must((SELECT count(*) FROM parted) = 1, 'contact_member')`;

/** The contact is over, or another's; or her own session is. */
const FORSAKEN = /* sql */ `
  ${MEMBERS} m WHERE left_at IS NULL AND (
    NOT EXISTS (SELECT FROM contact k WHERE k.id = m.contact_id AND k.state = 'active' AND k.owner_id = m.by_id)
    OR NOT EXISTS (SELECT FROM agent_session s WHERE s.id = m.session_id AND s.signed_out_at IS NULL))
  ORDER BY session_id, contact_id LIMIT 200`;

const LOCK =
  "SELECT id FROM conversation WHERE id = (SELECT conversation_id FROM contact WHERE id = $1) FOR UPDATE";

/** Under the contact's conversation's lock. */
export const membersOf = async (client: ClientBase, contactId: string): Promise<readonly Member[]> =>
  (await client.query<Member>(OF, [contactId])).rows;

export async function joinMember(client: ClientBase, member: Member): Promise<void> {
  const { contactId, staffId, sessionId, units, byId, joinedAt } = member;
  await client.query(JOIN, [contactId, staffId, sessionId, units, byId, new Date(joinedAt)]);
}

/** Raced where she has left already. */
export async function partMember(
  client: ClientBase,
  { contactId, staffId }: Member,
  at: Instant,
): Promise<void> {
  await client.query(PART, [contactId, staffId, new Date(at)]);
}

/** Whoever wrote beside an owner goes as the contact ends or is another's; her units are free once. Whose desks show it. */
export async function partForsaken(client: Client, at: Instant): Promise<readonly string[]> {
  const { rows } = await client.query<Member>(FORSAKEN);
  const parted: string[] = [];
  for (const member of rows) if (await partOne(client, member, at)) parted.push(member.staffId);
  return parted;
}

const partOne = (client: Client, member: Member, at: Instant): Promise<boolean> =>
  inTransaction(client, async () => {
    const { contactId, sessionId, units, staffId } = member;
    await client.query(LOCK, [contactId]);
    const live = (await membersOf(client, contactId)).find((one) => one.staffId === staffId);
    if (live?.sessionId !== sessionId) return false;
    await partMember(client, member, at);
    const loaded = await loadSession(client, { sessionId }, "lock");
    const freed = { code: "released", contact: contactId, why: "parted", ...unitsOf({ units }) } as const;
    if (loaded !== undefined) await writeSession(client, loaded.session, [freed], { at, actor: "system" });
    return true;
  });
