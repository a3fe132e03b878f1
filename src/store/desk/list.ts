import type { ClientBase } from "pg";

import type { ListPage, ListQuery, Tab } from "../../action/list/ports.ts";
import type { Counts } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import { readRows, reachValues, within } from "./row.ts";

/** A search looks through so many contacts of its tab, and so many messages of each. */
const SEARCHED_MAX = 300;
const MESSAGES_MAX = 30;
const FOUND_MAX = 100;
/** More than this is shown as "999+", and not counted. */
const COUNT_MAX = 1_000;

type Order = {
  /** Which contacts, in the form of the index that gives their order. */
  readonly where: string;
  readonly by: "t.enqueued_at" | "t.created_at" | "t.due_at" | "t.ended_at";
  readonly descending: boolean;
};

/** Each tab in the order of an index; those who wait longest come first, of the others the newest. */
const ORDER: Readonly<Record<Tab, Order>> = {
  mine: {
    where: "t.owner_id = $1 AND t.state IN ('active', 'wrapup')",
    by: "t.created_at",
    descending: true,
  },
  waiting: {
    where: "t.state IN ('queued', 'offered', 'left_message')",
    by: "t.enqueued_at",
    descending: false,
  },
  bot: { where: "t.state = 'bot' AND t.due_at IS NOT NULL", by: "t.due_at", descending: true },
  colleagues: {
    where: "t.state IN ('active', 'wrapup') AND t.owner_id <> $1",
    by: "t.created_at",
    descending: true,
  },
  ended: { where: "t.ended_at IS NOT NULL", by: "t.ended_at", descending: true },
};

/** Whoever sees only her own ended contacts finds them by herself, not among everybody's. */
const OWN_ENDED = "t.ended_at IS NOT NULL AND t.owner_id = $1";

const whereOf = (tab: Tab, reach: Reach): string =>
  tab === "ended" && reach.everybodys?.length === 0 ? OWN_ENDED : ORDER[tab].where;

/** $1-$3 reach, $4 $5 cursor, $6 limit. */
const candidates = (tab: Tab, reach: Reach): string => {
  const { by, descending } = ORDER[tab];
  const way = descending ? "DESC" : "ASC";
  return /* sql */ `
    SELECT t.id, ${by} AS place FROM contact t JOIN account a ON a.id = t.account_id
    WHERE ${whereOf(tab, reach)} AND ${within(1)}
      AND ($4::timestamptz IS NULL OR (${by}, t.id) ${descending ? "<" : ">"} ($4, $5::uuid))
    ORDER BY ${by} ${way}, t.id ${way} LIMIT $6`;
};

/**
 * Of these contacts, those whose fan's name or whose words hold the pattern; one look-up each, never a join that
 * might read every fan. $1 ids, $2 pattern.
 */
const HITS = /* sql */ `
  SELECT t.id FROM contact t WHERE t.id = ANY ($1) AND (
    (SELECT concat_ws(' ', i.name, i.remark, i.external_id) FROM conversation c JOIN identity i ON i.id = c.identity_id
      WHERE c.id = t.conversation_id) ILIKE $2
    OR EXISTS (
      SELECT 1 FROM (
        SELECT content FROM message m WHERE m.conversation_id = t.conversation_id AND m.at >= t.created_at
        ORDER BY m.seq DESC LIMIT ${MESSAGES_MAX}) AS said
      WHERE said.content ->> 'text' ILIKE $2))`;

/** Of a ticket's number, in whichever tab: there is nothing to look through. */
const BY_NUMBER = /* sql */ `
  SELECT t.id FROM ticket k JOIN contact t ON t.ticket_id = k.id JOIN account a ON a.id = t.account_id
  WHERE k.number = $4 AND ${within(1)} ORDER BY t.created_at DESC LIMIT 50`;

type Candidate = { readonly id: string; readonly place: number };

const NUMBER = /^(?:GD-?)?(\d{1,15})$/i;

export async function listPage(client: ClientBase, query: ListQuery): Promise<ListPage> {
  const { tab, q = "", reach, after, limit } = query;
  const number = NUMBER.exec(q)?.[1];
  if (number !== undefined) {
    const values = [...reachValues(reach), number];
    const ids = (await client.query<Candidate>(BY_NUMBER, values)).rows.map(({ id }) => id);
    const items = await readRows(client, reach.staffId, ids);
    if (items.length > 0) return { items, next: null, searched: { contacts: 0, all: true } };
  }
  if (q !== "") return search(client, query, q);
  const found = await candidatesOf(client, tab, reach, [...cursorOf(after), limit + 1]);
  const kept = found.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: await readRows(
      client,
      reach.staffId,
      kept.map(({ id }) => id),
    ),
    next: found.length > limit && last !== undefined ? `${last.place}_${last.id}` : null,
    searched: null,
  };
}

/** The ids alone, in order: what a row shows of each is read for those that are shown. */
async function candidatesOf(
  client: ClientBase,
  tab: Tab,
  reach: Reach,
  values: readonly unknown[],
): Promise<readonly Candidate[]> {
  const text = candidates(tab, reach);
  return (await client.query<Candidate>(text, [...reachValues(reach), ...values])).rows;
}

async function search(client: ClientBase, { tab, reach }: ListQuery, q: string): Promise<ListPage> {
  const looked = await candidatesOf(client, tab, reach, [null, null, SEARCHED_MAX]);
  const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
  const ids = looked.map(({ id }) => id);
  const hits = new Set((await client.query<{ id: string }>(HITS, [ids, pattern])).rows.map(({ id }) => id));
  return {
    items: await readRows(client, reach.staffId, ids.filter((id) => hits.has(id)).slice(0, FOUND_MAX)),
    next: null,
    searched: { contacts: looked.length, all: looked.length < SEARCHED_MAX },
  };
}

const CURSOR = /^(\d{1,15})_([0-9a-f-]{36})$/;

/** Of a list that was asked on with another's cursor: from the beginning. */
function cursorOf(after: string | undefined): readonly unknown[] {
  const [, place, id] = CURSOR.exec(after ?? "") ?? [];
  return place === undefined ? [null, null] : [new Date(Number(place)), id];
}

const COUNTS = /* sql */ `
  SELECT
    (SELECT count(*)::int FROM contact t WHERE t.owner_id = $1 AND t.state IN ('active', 'wrapup')) AS mine,
    (SELECT count(*)::int FROM (SELECT 1 FROM contact t JOIN account a ON a.id = t.account_id
      WHERE t.state IN ('queued', 'offered', 'left_message') AND ${within(1)} LIMIT ${COUNT_MAX}) s) AS waiting,
    (SELECT count(*)::int FROM (SELECT 1 FROM contact t JOIN account a ON a.id = t.account_id
      WHERE t.state = 'bot' AND t.due_at IS NOT NULL AND ${within(1)} LIMIT ${COUNT_MAX}) s) AS bot,
    (SELECT count(*)::int FROM (SELECT 1 FROM contact t JOIN account a ON a.id = t.account_id
      WHERE t.state IN ('active', 'wrapup') AND t.owner_id <> $1 AND ${within(1)} LIMIT ${COUNT_MAX}) s) AS colleagues,
    (SELECT count(*)::int FROM contact t WHERE t.owner_id = $1 AND t.ended_at >= $4) AS "endedToday"`;

/** What each tab has; of those who ended today, one's own. `midnight`: where the day began. */
export async function countsOf(client: ClientBase, reach: Reach, midnight: number): Promise<Counts> {
  const { rows } = await client.query<Counts>({
    name: "list.counts",
    text: COUNTS,
    values: [...reachValues(reach), new Date(midnight)],
  });
  const [counts] = rows;
  if (counts === undefined) throw new Error("a count gives one row");
  return reach.everybodys?.length === 0 ? { ...counts, colleagues: null } : counts;
}
