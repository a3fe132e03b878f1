import type { ClientBase } from "pg";

import type { Reason } from "../../action/conversation/ports.ts";
import type { ContactEvent } from "../../core/contact/event.ts";

/**
 * The event that made the bot say a message: that of the message before it, which it answers. The months of both are
 * the same but for a moment, so few are looked at.
 */
const EVENT = /* sql */ `
  SELECT e.code, e.data FROM message m
  JOIN event e ON e.subject = 'contact' AND e.subject_id = m.contact_id
    AND e.at BETWEEN m.at - interval '1 minute' AND m.at + interval '1 minute' AND (e.data ->> 'seq')::int = m.seq - 1
  WHERE m.conversation_id = $1 AND m.seq = $2 AND m.author = 'bot' ORDER BY e.seq LIMIT 1`;

/** As they are called today, or were called last. */
const TITLES = /* sql */ `
  SELECT DISTINCT ON (v.entry_id) v.entry_id::text AS id, v.title FROM faq_entry e
  JOIN faq_version v ON v.entry_id = e.id
  WHERE e.id = ANY ($1::uuid[])
  ORDER BY v.entry_id, (v.version = e.published_version) DESC NULLS LAST, v.version DESC`;

const WORDS = /* sql */ `SELECT id::text, word AS title FROM lane_word WHERE id = ANY ($1::uuid[])`;

type Titled = { readonly id: string; readonly title: string };

/** Undefined where that message is none of the bot's, or no event says why. */
export async function reasonOf(
  client: ClientBase,
  conversationId: string,
  seq: number,
): Promise<Reason | undefined> {
  const { rows } = await client.query<{ code: string; data: object }>(EVENT, [conversationId, seq]);
  const [row] = rows;
  if (row === undefined) return undefined;
  // What the column holds was written as one of these.
  const event = { ...row.data, code: row.code } as ContactEvent;
  const own = event.laneBy?.own;
  const titles = await client.query<Titled>(TITLES, [idsIn(event)]);
  const words = own === undefined ? [] : (await client.query<Titled>(WORDS, [[own]])).rows;
  return { event, titles: new Map([...titles.rows, ...words].map(({ id, title }) => [id, title])) };
}

function idsIn(event: ContactEvent): readonly string[] {
  const scores = "scores" in event ? (event.scores ?? []) : [];
  const own = event.code === "answered" ? [event.entry, ...(event.rival?.slice(0, 1) ?? [])] : [];
  const options = event.code === "clarified" ? event.options : [];
  return [...own, ...options, ...scores.map(([id]) => id)].filter((id) => typeof id === "string");
}
