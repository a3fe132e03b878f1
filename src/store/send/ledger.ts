import type { ClientBase } from "pg";

import type { Content } from "../../core/channel/content.ts";
import { type Instant, MINUTE } from "../../core/kernel/instant.ts";
import { type LedgerEntry, type LedgerWindow, type Spender, windowsAt } from "../../core/ledger/ledger.ts";
import type { Leaving } from "../../core/ledger/join.ts";
import { byHerClock, herNow } from "../../core/ledger/practice.ts";
import { type LedgerRules, longestWindowMs } from "../../core/ledger/rule.ts";
import { openingOf } from "../../core/ledger/trigger.ts";
import { openContact } from "../contact/contact-row.ts";
import { leavingText } from "./ready.ts";

/** So many of the last messages of each side are looked at: more than any window has places, and any minute taps. */
const LOOKED_AT_MAX = 200;

/**
 * What was heard and what was given to the platform since a moment, in the order of time. $1 conversation, $2 since,
 * $3 number of a message that is left out: the one that asks.
 */
const ENTRIES = /* sql */ `
  (SELECT at, NULL::outbox_class AS by, content, NULL::bigint AS jump FROM message
   WHERE conversation_id = $1 AND author = 'fan' AND at > $2 ORDER BY seq DESC LIMIT ${LOOKED_AT_MAX})
  UNION ALL
  (SELECT sent_at, class, NULL, NULL FROM outbox
   WHERE conversation_id = $1 AND sent_at > $2 AND seq <> $3 AND notice IS NULL ORDER BY seq DESC LIMIT ${LOOKED_AT_MAX})
  UNION ALL
  (SELECT j.at, NULL, NULL, j.ms FROM practice_jump j
     JOIN conversation c ON c.id = j.conversation_id JOIN account a ON a.id = c.account_id AND a.simulated
   WHERE j.conversation_id = $1)
  ORDER BY 1`;

const SERVED = /* sql */ `SELECT 1 FROM contact t WHERE t.conversation_id = $1 AND ${openContact("t")}`;

/** More than any window has places for, ten texts a message. */
const WAITING_MAX = 100;
/** What waits to leave will take places, too. A notice has its own. $1 conversation */
const WAITING = /* sql */ `
  SELECT o.class AS spender, m.staff_id::text AS "staffId", ${leavingText("o", "m")} AS text
  FROM outbox o LEFT JOIN message_read m ON m.conversation_id = o.conversation_id AND m.seq = o.seq AND m.at = o.at
  WHERE o.conversation_id = $1 AND o.state = 'queued' AND o.notice IS NULL ORDER BY o.seq LIMIT ${WAITING_MAX}`;

type Row = {
  readonly at: Instant;
  readonly by: Spender | null;
  readonly content: Content | null;
  /** A practice fan's clock was moved on by so much. */
  readonly jump: string | null;
};

/** The windows of a conversation now, for a message of ours that is in none of them yet. */
export async function readWindows(
  client: ClientBase,
  rules: LedgerRules,
  { conversationId, seq = 0 }: { readonly conversationId: string; readonly seq?: number },
  at: Instant,
): Promise<readonly LedgerWindow[]> {
  const since = new Date(at - longestWindowMs(rules) - MINUTE);
  const { rows } = await client.query<Row>(ENTRIES, [conversationId, since, seq]);
  const jumps = rows.flatMap(({ at: then, jump }) => (jump === null ? [] : [{ at: then, ms: Number(jump) }]));
  const entries = rows.filter(({ jump }) => jump === null).map(entryOf);
  const her = herNow(jumps, at);
  return her.ours(windowsAt(rules, byHerClock(jumps, entries), her.at));
}

/** Whether she has a request that is not over. */
export async function isServed(client: ClientBase, conversationId: string): Promise<boolean> {
  return (await client.query(SERVED, [conversationId])).rowCount !== 0;
}

/**
 * What has not left yet, in its order. `hold`: none of it leaves before the transaction is over, so that what is added
 * to it can still join it.
 */
export async function waitingToLeave(
  client: ClientBase,
  conversationId: string,
  hold: boolean,
): Promise<readonly Leaving[]> {
  const text = hold ? `${WAITING} FOR UPDATE OF o` : WAITING;
  return (await client.query<Leaving>(text, [conversationId])).rows;
}

const entryOf = ({ at, by, content }: Row): LedgerEntry =>
  by === null
    ? // What was erased was a word: events are erased with nothing in them.
      { kind: "heard", opening: content === null ? "message" : openingOf(content), at }
    : { kind: "sent", by, at };
