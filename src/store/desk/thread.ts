import type { ClientBase } from "pg";

import type { Content } from "../../core/channel/content.ts";
import { wordsOf } from "../../core/contact/follow.ts";
import { shownContent } from "../../core/conversation/shown.ts";
import type {
  Author,
  Happening,
  MediaState,
  MessageItem,
  SendState,
  ThreadItem,
} from "../../core/desk/desk.ts";
import { voiceOf } from "../../core/voice/voice.ts";
import { type EventCells, toHappenings } from "./names.ts";
import { iso } from "./row.ts";

/** What of a contact's life stands between the messages. */
const LINES = [
  "queued",
  "left_message",
  "accepted",
  "consulted",
  "consult_ended",
  "called",
  "talked",
  "joined",
  "parted",
  "pass_offered",
  "pass_ended",
  "passed",
  "ended",
  "resumed",
  "wrapup_owed",
  "wrapped_up",
  "orphaned",
  "closed",
  "abandoned",
];
const LINES_MAX = 200;

const columns = /* sql */ `
  m.conversation_id AS "conversationId", m.seq, m.at, m.contact_id AS "contactId", m.author, m.staff_id AS "staffId",
  s.name AS "staffName", coalesce(m.internal, false) AS internal, coalesce(m.content, v.answer) AS content,
  x.state AS media, b.seen, b.code, b.resend_of AS "resendOf"`;
const from = /* sql */ `
  LEFT JOIN faq_version v ON v.entry_id = m.entry_id AND v.version = m.entry_version
  LEFT JOIN staff s ON s.id = m.staff_id
  LEFT JOIN attachment x ON x.conversation_id = m.conversation_id AND x.seq = m.seq AND x.n = 0
  LEFT JOIN outbox_seen b ON b.conversation_id = m.conversation_id AND b.seq = m.seq`;

const AFTER = /* sql */ `
  SELECT ${columns} FROM (
    SELECT * FROM message WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) m ${from} ORDER BY m.seq`;
const BEFORE = /* sql */ `
  SELECT ${columns} FROM (
    SELECT * FROM message WHERE conversation_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3) m ${from} ORDER BY m.seq`;

/** Of several conversations at once: $1 pairs of conversation and number, $2 at most so many of each, $3 not before. */
const AFTER_EACH = /* sql */ `
  SELECT ${columns} FROM json_to_recordset($1) AS p(c uuid, s int) CROSS JOIN LATERAL (
    SELECT * FROM message WHERE conversation_id = p.c AND seq > p.s AND at >= $3 ORDER BY seq LIMIT $2) m ${from}
  ORDER BY m.conversation_id, m.seq`;

const LINES_BETWEEN = /* sql */ `
  SELECT e.subject, e.subject_id AS "subjectId", e.seq, e.at, e.actor, e.code, e.data
  FROM contact t JOIN event e ON e.subject_id = t.id AND e.subject = 'contact'
  WHERE t.conversation_id = $1 AND t.created_at <= $3 AND (t.ended_at IS NULL OR t.ended_at >= $2)
    AND e.at >= $2 AND e.at <= $3 AND e.code = ANY ($4)
  ORDER BY e.at DESC, e.seq DESC LIMIT ${LINES_MAX}`;

const LINES_AFTER = /* sql */ `
  SELECT e.subject, e.subject_id AS "subjectId", e.seq, e.at, e.actor, e.code, e.data
  FROM json_to_recordset($1) AS p(t uuid, s int)
  JOIN event e ON e.subject_id = p.t AND e.seq > p.s AND e.subject = 'contact'
  WHERE e.at >= $2 AND e.code = ANY ($3) ORDER BY e.at, e.seq LIMIT ${LINES_MAX}`;

type MessageCells = {
  readonly conversationId: string;
  readonly seq: number;
  readonly at: number;
  readonly contactId: string | null;
  readonly author: Author;
  readonly staffId: string | null;
  readonly staffName: string | null;
  readonly internal: boolean;
  readonly content: Content;
  readonly media: MediaState | null;
  readonly seen: SendState | null;
  readonly code: string | null;
  readonly resendOf: number | null;
};

function voiceIn({ author, content }: MessageCells): Pick<MessageItem, "voice"> {
  const text = wordsOf(content);
  const voice = author === "fan" && text !== undefined ? voiceOf(text) : undefined;
  return voice === undefined ? {} : { voice };
}

const toItem = (cells: MessageCells): MessageItem => ({
  type: "message",
  seq: cells.seq,
  at: iso(cells.at),
  contactId: cells.contactId,
  author: cells.author,
  staff: cells.staffId === null ? null : { id: cells.staffId, name: cells.staffName ?? "" },
  internal: cells.internal,
  content: shownContent(cells.content, cells.media),
  ...voiceIn(cells),
  send: cells.seen === null ? null : { state: cells.seen, code: cells.code, resendOf: cells.resendOf },
});

export type ThreadPage = {
  readonly items: readonly ThreadItem[];
  readonly hasBefore: boolean;
  readonly hasAfter: boolean;
};

export type ThreadCursor = {
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
};

const SEQ_MAX = 2_147_483_647;
const BEGINNING = new Date(0);

/** A piece of a thread, with what happened in its time. `at`: until when, for the newest piece. */
export async function threadPage(
  client: ClientBase,
  conversationId: string,
  cursor: ThreadCursor,
  at: number,
): Promise<ThreadPage> {
  const { before, after, limit } = cursor;
  const forward = after !== undefined;
  const { rows } = await client.query<MessageCells>({
    name: forward ? "thread.after" : "thread.before",
    text: forward ? AFTER : BEFORE,
    values: [conversationId, forward ? after : (before ?? SEQ_MAX), limit + 1],
  });
  const more = rows.length > limit;
  const kept = more ? (forward ? rows.slice(0, limit) : rows.slice(1)) : rows;
  const [first, last] = [kept[0], kept.at(-1)];
  const hasBefore = forward ? after > 0 : more;
  const hasAfter = forward ? more : before !== undefined;
  const lines = await linesBetween(
    client,
    conversationId,
    hasBefore && first !== undefined ? new Date(first.at) : BEGINNING,
    new Date(hasAfter && last !== undefined ? last.at : at),
    forward && first === undefined,
  );
  return { items: merged(kept.map(toItem), lines), hasBefore, hasAfter };
}

async function linesBetween(
  client: ClientBase,
  conversationId: string,
  from: Date,
  until: Date,
  none: boolean,
): Promise<Happening[]> {
  if (none) return [];
  const { rows } = await client.query<EventCells>({
    name: "thread.lines",
    text: LINES_BETWEEN,
    values: [conversationId, from, until, LINES],
  });
  return toHappenings(client, rows.toReversed());
}

/** By time; a message stands before what happened at its moment, since it is what made it happen. */
function merged(messages: readonly MessageItem[], lines: readonly Happening[]): ThreadItem[] {
  const items: ThreadItem[] = [];
  let next = 0;
  for (const message of messages) {
    for (let line = lines[next]; line !== undefined && line.at < message.at; line = lines[(next += 1)]) {
      items.push(line);
    }
    items.push(message);
  }
  return [...items, ...lines.slice(next)];
}

export type News = { readonly items: readonly ThreadItem[]; readonly more: boolean };

/** What is newer than the given numbers, by conversation; nothing older than `since`, so that few months are looked at. */
export async function newsOf(
  client: ClientBase,
  asked: {
    readonly messages: readonly { readonly conversationId: string; readonly after: number }[];
    readonly lines: readonly {
      readonly conversationId: string;
      readonly contactId: string;
      readonly after: number;
    }[];
    readonly since: number;
    readonly max: number;
  },
): Promise<ReadonlyMap<string, News>> {
  const { messages, lines, since, max } = asked;
  const news = new Map<string, News>();
  if (messages.length > 0) {
    const pairs = JSON.stringify(
      messages.map(({ conversationId, after }) => ({ c: conversationId, s: after })),
    );
    const { rows } = await client.query<MessageCells>({
      name: "thread.news",
      text: AFTER_EACH,
      values: [pairs, max + 1, new Date(since)],
    });
    for (const { conversationId } of messages) {
      const own = rows.filter((row) => row.conversationId === conversationId).map(toItem);
      news.set(conversationId, { items: own.slice(0, max), more: own.length > max });
    }
  }
  if (lines.length > 0) {
    const pairs = JSON.stringify(lines.map(({ contactId, after }) => ({ t: contactId, s: after })));
    const { rows } = await client.query<EventCells>({
      name: "thread.news_lines",
      text: LINES_AFTER,
      values: [pairs, new Date(since), LINES],
    });
    const happenings = await toHappenings(client, rows);
    for (const { conversationId, contactId } of lines) {
      const own = happenings.filter((line) => line.contactId === contactId);
      if (own.length === 0) continue;
      const known = news.get(conversationId);
      const said = (known?.items ?? []).filter((item) => item.type === "message");
      news.set(conversationId, { items: merged(said, own), more: known?.more ?? false });
    }
  }
  return news;
}
