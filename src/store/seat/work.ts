import type { ClientBase } from "pg";

import type { Contact } from "../../core/contact/contact.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { AgentSession } from "../../core/seating/session.ts";
import type { AgentWork, Offer, WorkChange } from "../../core/seating/work.ts";
import { type ContactCells, contactColumns, toContact } from "../contact/contact-row.ts";
import { writeStep } from "../contact/contact-step.ts";
import { loadSession, type Stamp, writeSession } from "./session-step.ts";

/** offers: what a change of presence touches. all: also the contacts that she serves or wraps up. */
export type WorkScope = "offers" | "all";

export type LoadedWork = AgentWork & { readonly beatAt: Instant };

const offered = (what: string): string => /* sql */ `
  SELECT ${what} FROM offer o JOIN contact k ON k.id = o.contact_id WHERE o.session_id = $1 AND o.ended_at IS NULL`;

const served = (what: string): string => /* sql */ `
  SELECT ${what} FROM agent_session s JOIN contact k ON k.owner_id = s.staff_id AND k.state IN ('active', 'wrapup')
  WHERE s.id = $1 AND k.session_id = s.id`;

const inScope = (what: string, scope: WorkScope): string =>
  scope === "offers" ? offered(what) : `${offered(what)} UNION ALL ${served(what)}`;

const LOCK = "SELECT id FROM conversation WHERE id = ANY ($1) ORDER BY id FOR UPDATE";

/**
 * An agent's session with its work, all of it locked, in the order that everybody keeps: conversations by id, then
 * the session. Undefined where she is signed out. Raced where work came to her in between.
 */
export async function loadWork(
  client: ClientBase,
  sessionId: string,
  scope: WorkScope,
): Promise<LoadedWork | undefined> {
  const conversations = await client.query<{ id: string }>(inScope("k.conversation_id AS id", scope), [
    sessionId,
  ]);
  const locked = new Set(conversations.rows.map(({ id }) => id));
  if (locked.size > 0) await client.query(LOCK, [[...locked]]);
  const loaded = await loadSession(client, { sessionId }, "lock");
  if (loaded === undefined) return undefined;

  const { rows } = await client.query<[string, ...ContactCells]>({
    text: inScope(`k.conversation_id, ${contactColumns("k")}`, scope),
    values: [sessionId],
    rowMode: "array",
  });
  const work = {
    ...loaded,
    offers: await liveOffers(client, sessionId),
    beside: await offersBeside(client, sessionId),
    contacts: rows.flatMap(([, ...cells]) => toContact(cells) ?? []),
  };
  const all = rows.every(([conversationId]) => locked.has(conversationId));
  if (!all) await client.query("SELECT must(false, 'work')");
  return work;
}

export const LIVE_OFFER = /* sql */ `
  SELECT id, contact_id AS "contactId", staff_id AS "staffId", session_id AS "sessionId", offered_at AS at, until,
    units
  FROM offer`;
const LIVE = /* sql */ `${LIVE_OFFER} WHERE session_id = $1 AND ended_at IS NULL ORDER BY contact_id`;

async function liveOffers(client: ClientBase, sessionId: string): Promise<Offer[]> {
  return (await client.query<Offer>(LIVE, [sessionId])).rows;
}

const BESIDE = /* sql */ `
  ${LIVE_OFFER} WHERE contact_id IN (SELECT contact_id FROM offer WHERE session_id = $1 AND ended_at IS NULL)
    AND session_id <> $1 AND ended_at IS NULL ORDER BY id`;

async function offersBeside(client: ClientBase, sessionId: string): Promise<Offer[]> {
  return (await client.query<Offer>(BESIDE, [sessionId])).rows;
}

/** Made together, or while none lives: under the contact's lock, so of one contact there are never two rounds. */
const MAKE = /* sql */ `
  WITH made AS (SELECT * FROM json_populate_recordset(NULL::offer, $1)),
  free AS (SELECT must(NOT EXISTS (
    SELECT FROM offer o JOIN made ON made.contact_id = o.contact_id WHERE o.ended_at IS NULL), 'offer'))
  INSERT INTO offer (id, contact_id, staff_id, session_id, offered_at, until, units)
  SELECT id, contact_id, staff_id, session_id, $2, until, units FROM made, free`;

const END = /* sql */ `
  WITH ended AS (
    UPDATE offer o SET ended_at = $2, outcome = e.outcome, reason = e.reason
    FROM json_to_recordset($1) AS e(id uuid, outcome offer_outcome, reason text)
    WHERE o.id = e.id AND o.ended_at IS NULL RETURNING 1
  )
  SELECT must((SELECT count(*) FROM ended) = $3, 'offer')`;

/** What a change left behind: whom to tell, and what it became. */
export type Changed = { readonly contacts: readonly Contact[]; readonly session: AgentSession };

/** Makes a change true, or throws and leaves nothing: raced where anything is not what was loaded. */
export async function writeWork(client: ClientBase, change: WorkChange, stamp: Stamp): Promise<Changed> {
  const contacts: Contact[] = [];
  for (const { contact, events } of change.contacts) {
    contacts.push(await writeStep(client, contact, { events, ...stamp }));
  }
  const session = await writeSession(client, change.session.before, change.session.events, stamp);
  await writeOffers(client, { made: change.made && [change.made], ended: change.ended }, stamp.at);
  return { contacts, session };
}

/** Offers that are made and end by it; raced where one had ended already. */
export async function writeOffers(
  client: ClientBase,
  { made = [], ended }: { readonly made?: readonly Offer[] | undefined; readonly ended: WorkChange["ended"] },
  moment: Instant,
): Promise<void> {
  const at = new Date(moment);
  if (made.length > 0) {
    const rows = made.map(({ id, contactId, staffId, sessionId, until, units }) => ({
      id,
      contact_id: contactId,
      staff_id: staffId,
      session_id: sessionId,
      until: new Date(until).toISOString(),
      units,
    }));
    await client.query(MAKE, [JSON.stringify(rows), at]);
  }
  if (ended.length > 0) {
    const rows = ended.map(({ offer, outcome, reason }) => ({ id: offer.id, outcome, reason }));
    await client.query(END, [JSON.stringify(rows), at, ended.length]);
  }
}
