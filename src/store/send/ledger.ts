import type { ClientBase } from "pg";

import type { Content } from "../../core/channel/content.ts";
import { type Instant, MINUTE } from "../../core/kernel/instant.ts";
import { type LedgerEntry, type LedgerWindow, type Spender, windowsAt } from "../../core/ledger/ledger.ts";
import { type LedgerRules, longestWindowMs } from "../../core/ledger/rule.ts";
import { openingOf } from "../../core/ledger/trigger.ts";
import { openContact } from "../contact/contact-row.ts";

/** So many of the last messages of each side are looked at: more than any window has places, and any minute taps. */
const LOOKED_AT_MAX = 200;

/**
 * What was heard and what was given to the platform since a moment, in the order of time. $1 conversation, $2 since,
 * $3 number of a message that is left out: the one that asks.
 */
const ENTRIES = /* sql */ `
  (SELECT at, NULL::outbox_class AS by, content FROM message
   WHERE conversation_id = $1 AND author = 'fan' AND at > $2 ORDER BY seq DESC LIMIT ${LOOKED_AT_MAX})
  UNION ALL
  (SELECT sent_at, class, NULL FROM outbox
   WHERE conversation_id = $1 AND sent_at > $2 AND seq <> $3 ORDER BY seq DESC LIMIT ${LOOKED_AT_MAX})
  ORDER BY 1`;

const SERVED = /* sql */ `SELECT 1 FROM contact t WHERE t.conversation_id = $1 AND ${openContact("t")}`;

/** What waits to leave will take a place, too. */
const WAITING = /* sql */ `
  SELECT count(*)::int AS waiting FROM outbox WHERE conversation_id = $1 AND state = 'queued' AND class = 'agent'`;

type Row = { readonly at: Instant; readonly by: Spender | null; readonly content: Content | null };

/** The windows of a conversation now, for a message of ours that is in none of them yet. */
export async function readWindows(
  client: ClientBase,
  rules: LedgerRules,
  { conversationId, seq = 0 }: { readonly conversationId: string; readonly seq?: number },
  at: Instant,
): Promise<readonly LedgerWindow[]> {
  const since = new Date(at - longestWindowMs(rules) - MINUTE);
  const { rows } = await client.query<Row>(ENTRIES, [conversationId, since, seq]);
  return windowsAt(rules, rows.map(entryOf), at);
}

/** Whether she has a request that is not over. */
export async function isServed(client: ClientBase, conversationId: string): Promise<boolean> {
  return (await client.query(SERVED, [conversationId])).rowCount !== 0;
}

export async function waitingToLeave(client: ClientBase, conversationId: string): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(WAITING, [conversationId]);
  return rows[0]?.waiting ?? 0;
}

const entryOf = ({ at, by, content }: Row): LedgerEntry =>
  by === null
    ? // What was erased was a word: events are erased with nothing in them.
      { kind: "heard", opening: content === null ? "message" : openingOf(content), at }
    : { kind: "sent", by, at };
