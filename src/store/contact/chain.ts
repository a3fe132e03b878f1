import type { ClientBase } from "pg";

import type { Chained } from "../../action/contact/ports.ts";
import type { ContactEvent } from "../../core/contact/event.ts";
import { CHAIN_CODES, chainOf, type ChainStep } from "../../core/seating/passing/chain.ts";

/** Of one contact; transfers have a limit, notes have none: the newest count. */
const EVENTS_MAX = 500;

const EVENTS = /* sql */ `
  SELECT * FROM (
    SELECT seq, at, code, data FROM event
    WHERE subject = 'contact' AND subject_id = $1 AND code = ANY ($2) ORDER BY seq DESC LIMIT ${EVENTS_MAX}) e
  ORDER BY seq`;

const NAMES = /* sql */ `
  SELECT id, name FROM staff WHERE id = ANY ($1) UNION ALL SELECT id, name FROM queue WHERE id = ANY ($1)`;

const NOTES = /* sql */ `
  SELECT m.seq, m.content ->> 'text' AS text FROM message m
  WHERE m.conversation_id = $1 AND m.seq = ANY ($2) AND m.internal AND m.content ->> 'kind' = 'text'`;

/** Undefined where there is no such contact. */
export async function chainOn(client: ClientBase, contactId: string): Promise<Chained | undefined> {
  const of = await client.query<{ id: string }>("SELECT conversation_id AS id FROM contact WHERE id = $1", [
    contactId,
  ]);
  const conversationId = of.rows[0]?.id;
  if (conversationId === undefined) return undefined;
  const events = await client.query<{ at: number; code: string; data: object }>(EVENTS, [
    contactId,
    CHAIN_CODES,
  ]);
  // What the column holds was written as one of these.
  const steps = chainOf(
    events.rows.map(({ at, code, data }) => ({ at, event: { ...data, code } as ContactEvent })),
  );
  if (steps.length === 0) return { conversationId, steps, names: new Map(), notes: new Map() };
  const names = await client.query<{ id: string; name: string }>(NAMES, [steps.flatMap(idsIn)]);
  const notes = await client.query<{ seq: number; text: string }>(NOTES, [
    conversationId,
    steps.flatMap(({ note }) => note ?? []),
  ]);
  return {
    conversationId,
    steps,
    names: new Map(names.rows.map(({ id, name }) => [id, name])),
    notes: new Map(notes.rows.map(({ seq, text }) => [seq, text])),
  };
}

const idsIn = (step: ChainStep): readonly string[] =>
  Object.entries(step).flatMap(([key, value]) =>
    NAMED.has(key) && typeof value === "string" ? [value] : [],
  );

const NAMED: ReadonlySet<string> = new Set(["sender", "taker", "from", "to", "misrouted"]);
