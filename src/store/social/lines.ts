import type { ClientBase } from "pg";

import type {
  AskedLines,
  Counts,
  Facet,
  HeardAccount,
  Narrowed,
  PublicAnswer,
  ServingContact,
  ShownItem,
  ThreadLine,
} from "../../action/social/ports.ts";
import type { Scope } from "../../core/access/actor.ts";
import type { Surface } from "../../core/conversation/surface.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { View } from "../../core/social/view.ts";
import { scopeParameter } from "../people/scope.ts";

/** What a list shows of a thread: the item that asks, and the newest answer. */
const lineOf = (more: string): string => /* sql */ `
  SELECT t.id, json_build_object('id', a.id, 'name', a.name) AS account, t.state, t.class AS is, t.risk, i.reasons, t.clock,
    t.posted_at AS "postedAt", t.detected_at AS "detectedAt", t.due_at AS "dueAt", t.answered_at AS "answeredAt",
    t.first_posted_at AS "firstPostedAt", t.first_detected_at AS "firstDetectedAt", t.spread, i.author, i.text, i.mid,
    i.post_mid AS "postMid", t.root_mid AS "rootMid", i.kind, i.gone_at IS NOT NULL AS "isGone", s.name AS "takenBy", t.dismissal, t.closing_waiver AS "closingWaiver",
    (SELECT state FROM social_answer w WHERE w.thread_id = t.id ORDER BY w.at DESC LIMIT 1) AS answer${more}
  FROM social_thread t
    JOIN account a ON a.id = t.account_id
    JOIN social_item i ON i.account_id = t.account_id AND i.mid = t.asked_mid
    LEFT JOIN staff s ON s.id = t.taken_by`;

/** $1: the queues that she may see; null: all. */
const SEEN = /* sql */ `($1::uuid[] IS NULL OR a.queue_id IS NULL OR a.queue_id = ANY ($1))`;

/** What a list is narrowed to, from the parameter of that number on: a class, an account; null: any. */
const narrowed = (first: number): string => /* sql */ `
  ($${first}::text IS NULL OR t.class = $${first}) AND ($${first + 1}::uuid IS NULL OR t.account_id = $${first + 1})`;

const answered = (states: string): string => /* sql */ `
  EXISTS (SELECT FROM social_answer w WHERE w.thread_id = t.id AND w.state IN (${states}))`;

/** Solved in private these days, and nobody has said so in public, nor that this needs no saying. */
const SOLVED = /* sql */ `
  t.answered_at > now() - interval '30 days' AND EXISTS (
    SELECT FROM contact p JOIN contact k ON k.ticket_id = p.ticket_id AND k.created_at > p.created_at
      JOIN conversation c ON c.id = k.conversation_id AND c.surface = 'private'
    WHERE p.id = t.contact_id AND k.state IN ('wrapup', 'closed') AND k.talk_ended_at > now() - interval '3 days'
      AND coalesce(t.closing_waived_at < k.talk_ended_at, true))
  AND NOT EXISTS (
    SELECT FROM social_answer w WHERE w.thread_id = t.id AND w.kind = 'closing' AND w.state NOT IN ('refused', 'rejected'))`;

/** What each view shows, and in which order: what waits by risk, then by due time; everything else the newest first. */
const VIEWS: Readonly<Record<View, { readonly where: string; readonly urgent: boolean }>> = {
  waiting: { where: "t.state = 'waiting'", urgent: true },
  approval: { where: answered("'draft'"), urgent: true },
  doubt: { where: answered("'unknown'"), urgent: true },
  answered: { where: "t.state = 'answered'", urgent: false },
  closing: { where: `t.state = 'answered' AND ${SOLVED}`, urgent: false },
  dismissed: { where: "t.state = 'dismissed'", urgent: false },
  counted: { where: "t.state = 'counted'", urgent: false },
};

const ORDER = { urgent: "t.risk DESC, t.due_at, t.id", newest: "t.posted_at DESC, t.id" };
/** Behind the thread of that id, in the same order. */
const BEHIND = {
  urgent: /* sql */ `($2::uuid IS NULL OR EXISTS (SELECT FROM social_thread l WHERE l.id = $2
    AND (-t.risk, t.due_at, t.id) > (-l.risk, l.due_at, l.id)))`,
  newest: /* sql */ `($2::uuid IS NULL OR EXISTS (SELECT FROM social_thread l WHERE l.id = $2
    AND (t.posted_at < l.posted_at OR (t.posted_at = l.posted_at AND t.id > l.id))))`,
};

function listOf(view: View): string {
  const { where, urgent } = VIEWS[view];
  const order = urgent ? "urgent" : "newest";
  return `${lineOf("")} WHERE ${where} AND ${SEEN} AND ${narrowed(4)} AND ${BEHIND[order]} ORDER BY ${ORDER[order]} LIMIT $3`;
}

/** Of what only counts: that of the last days. $2: now. */
const RECENT = /* sql */ `(t.state <> 'counted' OR t.posted_at > $2::timestamptz - interval '7 days')`;

const COUNTS = /* sql */ `
  SELECT ${Object.entries(VIEWS)
    .map(([view, { where }]) => `count(*) FILTER (WHERE ${where})::int AS ${view}`)
    .join(", ")},
    count(*) FILTER (WHERE t.state = 'waiting' AND t.due_at < $2)::int AS overdue
  FROM social_thread t JOIN account a ON a.id = t.account_id
  WHERE ${SEEN} AND ${RECENT} AND ${narrowed(3)}`;

/** How many of one view there are of each class on each account. */
const facetsOf = (view: View): string => /* sql */ `
  SELECT t.class AS is, t.account_id AS "accountId", count(*)::int AS count
  FROM social_thread t JOIN account a ON a.id = t.account_id
  WHERE ${VIEWS[view].where} AND ${SEEN} AND ${RECENT} GROUP BY 1, 2`;

/** Of whom anything was said in public. */
const HEARD = /* sql */ `
  SELECT a.id, a.name FROM account a
  WHERE ${SEEN} AND EXISTS (SELECT FROM social_thread t WHERE t.account_id = a.id) ORDER BY a.created_at, a.id`;

/** So many are shown of one thread; the rest only spreads. */
const ITEMS_MAX = 200;
const ITEM = /* sql */ `
  SELECT mid, post_mid AS "postMid", kind, author, text, posted_at AS "postedAt", detected_at AS "detectedAt", door,
    class AS is, reasons, gone_at IS NOT NULL AS "isGone"
  FROM social_item`;
/** What is no copy first: the words of those who say something. */
const ITEMS = /* sql */ `
  SELECT * FROM (${ITEM} WHERE thread_id = $1 ORDER BY (class = 'copy'), posted_at LIMIT ${ITEMS_MAX}) i
  ORDER BY "postedAt", mid`;

export const ANSWER = /* sql */ `
  SELECT w.id, w.item_mid AS "itemMid", w.text, coalesce(w.kind, 'answer') AS kind, w.state, w.elsewhere AS "isElsewhere", w.staff_id AS "staffId",
    s.name AS "staffName", w.needs, d.name AS "decidedBy", w.code, w.at
  FROM social_answer w LEFT JOIN staff s ON s.id = w.staff_id LEFT JOIN staff d ON d.id = w.decided_by`;

type Row = ThreadLine & { readonly queueId: string | null };

export async function readLines(
  client: ClientBase,
  { view, is, accountId, after, limit }: AskedLines,
  scope: Scope,
): Promise<readonly ThreadLine[]> {
  const values = [scopeParameter(scope), after, limit, is, accountId];
  return (await client.query<ThreadLine>(listOf(view), values)).rows;
}

export const readLine = async (client: ClientBase, id: string): Promise<Row | undefined> =>
  (await client.query<Row>(`${lineOf(', a.queue_id AS "queueId"')} WHERE t.id = $1`, [id])).rows[0];

export async function readCounts(
  client: ClientBase,
  { is, accountId }: Narrowed,
  scope: Scope,
  at: Instant,
): Promise<Counts> {
  const values = [scopeParameter(scope), new Date(at), is, accountId];
  const { rows } = await client.query<Counts>(COUNTS, values);
  const [counts] = rows;
  if (counts === undefined) throw new Error("a count gives one row");
  return counts;
}

export const readFacets = async (
  client: ClientBase,
  view: View,
  scope: Scope,
  at: Instant,
): Promise<readonly Facet[]> =>
  (await client.query<Facet>(facetsOf(view), [scopeParameter(scope), new Date(at)])).rows;

export const readHeard = async (client: ClientBase, scope: Scope): Promise<readonly HeardAccount[]> =>
  (await client.query<HeardAccount>(HEARD, [scopeParameter(scope)])).rows;

export const readItems = async (client: ClientBase, threadId: string): Promise<readonly ShownItem[]> =>
  (await client.query<ShownItem>(ITEMS, [threadId])).rows;

export async function readItem(
  client: ClientBase,
  threadId: string,
  mid: string,
): Promise<ShownItem | undefined> {
  const { rows } = await client.query<ShownItem>(`${ITEM} WHERE thread_id = $1 AND mid = $2`, [
    threadId,
    mid,
  ]);
  return rows[0];
}

export async function readAnswers(client: ClientBase, threadId: string): Promise<readonly PublicAnswer[]> {
  const { rows } = await client.query<PublicAnswer>(`${ANSWER} WHERE w.thread_id = $1 ORDER BY w.at, w.id`, [
    threadId,
  ]);
  return rows;
}

/** On one ticket: what she asked in public, and what she wrote privately since (`serving.ts`). */
const SERVING = /* sql */ `
  SELECT k.id AS "contactId", k.conversation_id AS "conversationId", k.state, s.name AS owner, c.surface
  FROM social_thread t JOIN contact p ON p.id = t.contact_id
    JOIN contact k ON k.id = p.id OR (k.ticket_id = p.ticket_id AND k.created_at > p.created_at)
    JOIN conversation c ON c.id = k.conversation_id
    LEFT JOIN staff s ON s.id = k.owner_id
  WHERE t.id = $1 ORDER BY k.created_at DESC`;

export async function readServing(
  client: ClientBase,
  threadId: string,
): Promise<{ readonly inPublic: ServingContact | null; readonly inPrivate: ServingContact | null }> {
  const { rows } = await client.query<ServingContact & { readonly surface: Surface }>(SERVING, [threadId]);
  const newest = (wanted: Surface): ServingContact | null => {
    const found = rows.find(({ surface }) => surface === wanted);
    if (found === undefined) return null;
    const { surface: _, ...contact } = found;
    return contact;
  };
  return { inPublic: newest("public"), inPrivate: newest("private") };
}
