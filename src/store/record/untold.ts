import type { ClientBase } from "pg";

import type { Content } from "../../core/channel/content.ts";
import { wordsOf } from "../../core/conversation/shown.ts";
import type { Positions } from "../../core/ticket/connector.ts";
import type { Untold, UntoldEvent, Words } from "../../flow/record/ports.ts";
import { type EventCells, toHappenings } from "../desk/names.ts";
import { iso, isoOrNull } from "../desk/row.ts";

/** Of one call; what is beyond follows at once in the next. */
const EVENTS_MAX = 100;
/** Of more contacts than this the newest are told; a ticket that many reopen is a case. */
const CONTACTS_MAX = 200;

/** As it is now, with the fan of its newest contact. $1 ticket */
const TICKET = /* sql */ `
  SELECT k.number::int, k.state, k.title, k.priority::int, k.opened_at AS "openedAt", k.closed_at AS "closedAt",
    k.due_at AS "dueAt", n.name AS reason, s.name AS assignee, a.name AS account, a.platform,
    coalesce(i.external_id::text, '') AS "externalId", coalesce(i.remark, i.name) AS "fanName"
  FROM ticket k
  CROSS JOIN LATERAL (
    SELECT conversation_id FROM contact WHERE ticket_id = k.id ORDER BY created_at DESC, id DESC LIMIT 1) t
  JOIN conversation c ON c.id = t.conversation_id
  JOIN account a ON a.id = k.account_id
  LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN reason n ON n.id = k.reason_id
  LEFT JOIN staff s ON s.id = k.assignee_id
  WHERE k.id = $1`;

/**
 * The next events that are not told, by moment; within one subject that is by number. $1 ticket, $2 what is told,
 * $3 limit
 */
const EVENTS = /* sql */ `
  SELECT e.subject, e.subject_id AS "subjectId", e.seq, e.at, e.actor, e.code, e.data, s.conversation_id AS "conversationId"
  FROM (
    SELECT $1::uuid AS id, NULL::uuid AS conversation_id UNION ALL
    (SELECT id, conversation_id FROM contact WHERE ticket_id = $1 ORDER BY created_at DESC LIMIT ${CONTACTS_MAX})) AS s
  CROSS JOIN LATERAL (
    SELECT * FROM event WHERE subject_id = s.id AND subject IN ('contact', 'ticket')
      AND seq > coalesce(($2::jsonb->>s.id::text)::int, 0)
    ORDER BY seq LIMIT $3) AS e
  ORDER BY e.at, e.subject, e.subject_id, e.seq LIMIT $3`;

const MESSAGES = /* sql */ `
  SELECT w.n::int, m.author::text AS author, m.content
  FROM unnest($1::int[], $2::uuid[], $3::int[], $4::int[]) AS w(n, conversation_id, first, last)
  JOIN message_read m ON m.conversation_id = w.conversation_id AND m.seq BETWEEN w.first AND w.last
  ORDER BY w.n, m.seq`;

type TicketCells = {
  readonly number: number;
  readonly state: "open" | "closed";
  readonly title: string | null;
  readonly priority: 1 | 2 | 3;
  readonly openedAt: number;
  readonly closedAt: number | null;
  readonly dueAt: number | null;
  readonly reason: string | null;
  readonly assignee: string | null;
  readonly account: string;
  readonly platform: string;
  readonly externalId: string;
  readonly fanName: string | null;
};
type Cells = EventCells & { readonly conversationId: string | null };

/** The ticket as it is, and what the CRM does not have of it yet; undefined where there is no such ticket. */
export async function readUntold(
  client: ClientBase,
  ticketId: string,
  told: Positions,
): Promise<Untold | undefined> {
  const { rows: tickets } = await client.query<TicketCells>(TICKET, [ticketId]);
  const [row] = tickets;
  if (row === undefined) return undefined;
  const { rows } = await client.query<Cells>(EVENTS, [ticketId, told, EVENTS_MAX + 1]);
  const cells = rows.slice(0, EVENTS_MAX);
  const happenings = await toHappenings(client, cells);
  const words = await messagesOf(client, cells);
  const events = cells.flatMap(({ subjectId, seq }, n): UntoldEvent[] => {
    const happening = happenings[n];
    return happening === undefined ? [] : [{ subjectId, seq, happening, words: words.get(n) ?? [] }];
  });
  return { ticket: ticketOf(ticketId, row), events, more: rows.length > EVENTS_MAX };
}

function ticketOf(ticketId: string, row: TicketCells): Untold["ticket"] {
  const { number, title, state, priority, reason, assignee, account, platform, externalId, fanName } = row;
  return {
    ticketId,
    number: `GD-${number}`,
    title: title ?? "",
    state,
    priority,
    openedAt: iso(row.openedAt),
    closedAt: isoOrNull(row.closedAt),
    dueAt: isoOrNull(row.dueAt),
    reason,
    assignee,
    fan: { externalId, name: fanName },
    account: { name: account, platform },
  };
}

/** What a fan said and the bot answered at once is one event: the answer has the next number. */
const ANSWERED = new Set(["answered", "clarified", "missed", "greeted", "told", "queued", "left_message"]);

/** The messages of each event, by its place among them. */
async function messagesOf(
  client: ClientBase,
  cells: readonly Cells[],
): Promise<ReadonlyMap<number, Words[]>> {
  const asked = cells.flatMap(({ conversationId, code, data }, n) => {
    const { seq, parts } = data;
    if (conversationId === null || typeof seq !== "number") return [];
    const more = typeof parts === "number" ? parts - 1 : ANSWERED.has(code) ? 1 : 0;
    return [{ n, conversationId, first: seq, last: seq + more, code }];
  });
  const found = new Map<number, Words[]>();
  if (asked.length === 0) return found;
  const { rows } = await client.query<{ n: number; author: Words["by"]; content: Content | null }>(MESSAGES, [
    asked.map(({ n }) => n),
    asked.map(({ conversationId }) => conversationId),
    asked.map(({ first }) => first),
    asked.map(({ last }) => last),
  ]);
  for (const { n, author, content } of rows) {
    const said = found.get(n) ?? [];
    // Behind the first word of an event that is answered by nothing stands another event's.
    const isAnother = said.length > 0 && author === "fan";
    if (content !== null && !isAnother) said.push({ by: author, kind: content.kind, text: wordsOf(content) });
    found.set(n, said);
  }
  return found;
}
