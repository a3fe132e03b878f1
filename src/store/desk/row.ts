import type { ClientBase } from "pg";

import type { Content } from "../../core/channel/content.ts";
import type { ContactState } from "../../core/contact/contact.ts";
import { previewText } from "../../core/conversation/shown.ts";
import { defaultQueuePolicy } from "../../core/queue/policy.ts";
import type { Surface } from "../../core/conversation/surface.ts";
import type { Author, ContactRow } from "../../core/desk/desk.ts";
import type { Reach } from "../../core/desk/reach.ts";
import { covers } from "../cover/covers.ts";
import { queueOf } from "../world/rows.ts";

export const UNREAD_MAX = 100;

/** A moment as JSON has it. */
export const iso = (at: number): string => new Date(at).toISOString();
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** Where a contact `t` waits, or would: its own queue, else its account's. */
export const QUEUE_OF = queueOf("t", "a");

/** Until when whoever got it by a transfer may send it back (退回). */
const BOUNCE_UNTIL = /* sql */ `
    CASE WHEN t.state = 'active' AND p.id IS NOT NULL THEN t.passed_taken_at
      + coalesce((p.policy ->> 'bounceMs')::int, ${defaultQueuePolicy.bounceMs}) * interval '1 ms' END`;

/** 新人期: on which day as a new agent the owner of contact `t` got it. */
export const NEWCOMER_DAY = /* sql */ `(
    SELECT n.day::int FROM contact_newcomer n WHERE n.contact_id = t.id AND n.staff_id = t.owner_id) AS "newcomerDay"`;

/**
 * Everything that a list shows of a contact `t`; `me` is a uuid expression, whose read marks count. Its last message
 * and what is unread are found by number, in the months since it can have been.
 */
export const contactRows = (me: string): string => /* sql */ `
  SELECT t.id, t.conversation_id AS "conversationId", t.ticket_id AS "ticketId", t.state, t.event_seq AS version,
    CASE WHEN t.state <> 'wrapup' THEN t.waiting_since END AS "waitingSince", t.created_at AS "createdAt", t.enqueued_at AS "enqueuedAt",
    t.queue_reason AS "queueReason", t.lane, t.parent_contact_id IS NOT NULL AS reopened, t.promised_at AS "promisedAt",
    CASE WHEN t.first_reply_at IS NULL THEN t.night_due_at END AS "nightDueAt",
    t.accepted_at AS "acceptedAt", t.held_since AS "heldSince", t.held_by AS "heldBy", ${BOUNCE_UNTIL} AS "bounceUntil", coalesce(t.transfers, 0)::int AS transfers,
    w.staff_id AS "passingToId", wn.name AS "passingToName", w.until AS "passingUntil", t.talk_ended_at AS "talkEndedAt",
    CASE t.state WHEN 'wrapup' THEN t.due_at END AS "dueAt", t.owed_since AS "owedSince", t.ended_at AS "endedAt",
    t.resolution, t.rating::int, (
      SELECT coalesce(json_agg(json_build_object('id', s.id, 'name', s.name) ORDER BY m.joined_at), '[]')
      FROM contact_member m JOIN staff s ON s.id = m.staff_id
      WHERE m.contact_id = t.id AND m.left_at IS NULL AND t.state = 'active') AS members, c.seq, c.identity_id AS "identityId", i.name, i.remark, c.surface,
    coalesce(i.external_id::text, '') AS "externalId",
    a.id AS "accountId", a.name AS "accountName", a.platform, a.simulated, q.id AS "queueId", q.name AS "queueName",
    o.id AS "ownerId", o.name AS "ownerName",
    ${NEWCOMER_DAY}, last.seq AS "lastSeq", last.at AS "lastAt", last.author, last.internal,
    last.content, unread.count AS unread, unknown.count AS "unknownSends"
  FROM contact t
  JOIN conversation c ON c.id = t.conversation_id
  JOIN account a ON a.id = t.account_id
  LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN queue q ON q.id = ${QUEUE_OF}
  LEFT JOIN staff o ON o.id = t.owner_id
  LEFT JOIN queue_now p ON p.id = t.passed_from
  LEFT JOIN offer w ON w.id = t.passing_offer
  LEFT JOIN staff wn ON wn.id = w.staff_id
  LEFT JOIN conversation_read r ON r.staff_id = ${me} AND r.conversation_id = c.id
  LEFT JOIN LATERAL (
    SELECT m.seq, m.at, m.author, coalesce(m.internal, false) AS internal, coalesce(m.content, v.answer) AS content
    FROM message m LEFT JOIN faq_version v ON v.entry_id = m.entry_id AND v.version = m.entry_version
    WHERE m.conversation_id = c.id AND m.seq = c.seq AND m.at >= c.last_in_at - interval '1 minute' LIMIT 1
  ) last ON true
  CROSS JOIN LATERAL (
    SELECT count(*)::int FROM (
      SELECT 1 FROM message m WHERE m.conversation_id = c.id AND m.seq > coalesce(r.seq, 0)
        AND m.at >= t.created_at AND m.author = 'fan' LIMIT ${UNREAD_MAX}) AS heard
  ) unread
  CROSS JOIN LATERAL (
    SELECT count(*)::int FROM outbox u WHERE u.conversation_id = c.id AND u.state = 'unknown'
  ) unknown`;

const ROWS = /* sql */ `${contactRows("$1::uuid")} WHERE t.id = ANY ($2)`;

/**
 * The rows of these contacts, in their order, as this person sees them. Always by ids that were found before: joined
 * to the question that finds them, a planner may well read every contact for it.
 */
export async function readRows(
  client: ClientBase,
  staffId: string,
  contactIds: readonly string[],
): Promise<ContactRow[]> {
  if (contactIds.length === 0) return [];
  const { rows } = await client.query<ContactCells>({
    name: "desk.contact_rows",
    text: ROWS,
    values: [staffId, contactIds],
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return contactIds.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [toContactRow(row)];
  });
}

export type ContactCells = {
  readonly id: string;
  readonly conversationId: string;
  readonly ticketId: string;
  readonly state: ContactState;
  readonly version: number;
  readonly waitingSince: number | null;
  readonly createdAt: number;
  readonly enqueuedAt: number | null;
  readonly queueReason: string | null;
  readonly lane: ContactRow["lane"];
  readonly reopened: boolean;
  readonly promisedAt: number | null;
  readonly nightDueAt: number | null;
  readonly acceptedAt: number | null;
  readonly heldSince: number | null;
  readonly heldBy: "agent" | "timer" | null;
  readonly bounceUntil: number | null;
  readonly transfers: number;
  readonly passingToId: string | null;
  readonly passingToName: string | null;
  readonly passingUntil: number | null;
  readonly talkEndedAt: number | null;
  readonly dueAt: number | null;
  readonly owedSince: number | null;
  readonly endedAt: number | null;
  readonly resolution: string | null;
  readonly rating: number | null;
  readonly members: ContactRow["members"];
  readonly seq: number;
  readonly identityId: string;
  readonly name: string | null;
  readonly remark: string | null;
  readonly externalId: string;
  readonly surface: Surface;
  readonly accountId: string;
  readonly accountName: string;
  readonly platform: string;
  readonly simulated: boolean;
  readonly queueId: string | null;
  readonly queueName: string | null;
  readonly ownerId: string | null;
  readonly ownerName: string | null;
  readonly newcomerDay: number | null;
  readonly lastSeq: number | null;
  readonly lastAt: number | null;
  readonly author: Author | null;
  readonly internal: boolean | null;
  readonly content: Content | null;
  readonly unread: number;
  readonly unknownSends: number;
};

export function toContactRow(cells: ContactCells): ContactRow {
  const { id, conversationId, ticketId, state, version, seq, unread, unknownSends } = cells;
  const { queueReason, lane, reopened, resolution, rating } = cells;
  return {
    contactId: id,
    conversationId,
    ticketId,
    state,
    version,
    fan: fanOf(cells),
    channel: channelOf(cells),
    surface: cells.surface,
    queue: cells.queueId === null ? null : { id: cells.queueId, name: cells.queueName ?? "" },
    owner: cells.ownerId === null ? null : { id: cells.ownerId, name: cells.ownerName ?? "" },
    newcomerDay: cells.newcomerDay,
    last: previewOf(cells),
    seq,
    unread,
    unknownSends,
    waitingSince: isoOrNull(cells.waitingSince),
    createdAt: iso(cells.createdAt),
    enqueuedAt: isoOrNull(cells.enqueuedAt),
    queueReason,
    lane,
    reopened,
    promisedAt: isoOrNull(cells.promisedAt),
    nightDueAt: isoOrNull(cells.nightDueAt),
    acceptedAt: isoOrNull(cells.acceptedAt),
    heldSince: isoOrNull(cells.heldSince),
    heldBy: cells.heldBy,
    bounceUntil: isoOrNull(cells.bounceUntil),
    transfers: cells.transfers,
    passing: passingOf(cells),
    talkEndedAt: isoOrNull(cells.talkEndedAt),
    dueAt: isoOrNull(cells.dueAt),
    owedSince: isoOrNull(cells.owedSince),
    endedAt: isoOrNull(cells.endedAt),
    resolution,
    rating,
    members: cells.members,
  };
}

function passingOf({ passingToId: id, passingToName, passingUntil }: ContactCells): ContactRow["passing"] {
  if (id === null || passingUntil === null) return null;
  return { to: { id, name: passingToName ?? "" }, until: iso(passingUntil) };
}

export type LastCells = Pick<ContactCells, "lastSeq" | "lastAt" | "author" | "internal" | "content">;
type FanCells = Pick<ContactCells, "identityId" | "name" | "remark" | "externalId">;
type ChannelCells = Pick<ContactCells, "accountId" | "accountName" | "platform" | "simulated">;

export const fanOf = ({ identityId, name, remark, externalId }: FanCells): ContactRow["fan"] => ({
  identityId,
  name,
  remark,
  externalId,
});

export const channelOf = (cells: ChannelCells): ContactRow["channel"] => {
  const { accountId, accountName, platform, simulated } = cells;
  return { accountId, accountName, platform, simulated };
};

/** The beginning of a message; null where there is none. */
export function previewOf({ lastSeq, lastAt, author, internal, content }: LastCells): ContactRow["last"] {
  if (lastSeq === null || lastAt === null || author === null || content === null) return null;
  return {
    seq: lastSeq,
    at: iso(lastAt),
    author,
    internal: internal === true,
    kind: content.kind,
    text: previewText(content),
  };
}

/**
 * Which contacts `t` of account `a` somebody may see; a mentor, what her new agents have in hand. Three parameters from `first` on: whose reach it is, the queues
 * in which she sees what is asked, those in which she sees everybody's; null is all of them.
 */
export const within = (first: number): string => /* sql */ `(
  t.owner_id = $${first}
  OR t.id = ANY (ARRAY (SELECT w.contact_id FROM offer w WHERE w.staff_id = $${first} AND w.ended_at IS NULL))
  OR (t.state = 'active' AND t.id = ANY (ARRAY (
    SELECT q.contact_id FROM consultation q WHERE q.asked_id = $${first} AND q.ended_at IS NULL
    UNION ALL SELECT m.contact_id FROM contact_member m WHERE m.staff_id = $${first} AND m.left_at IS NULL)))
  OR (t.state IN ('active', 'wrapup') AND t.owner_id = ANY (ARRAY (
    SELECT s.id FROM staff s WHERE s.abilities #>> '{nursery,mentorId}' = $${first}::text)))
  OR ${covers(`$${first}`)}
  OR ($${first + 2}::uuid[] IS NULL OR ${QUEUE_OF} = ANY ($${first + 2}))
  OR (t.state IN ('bot', 'queued', 'offered', 'left_message')
    AND ($${first + 1}::uuid[] IS NULL OR ${QUEUE_OF} = ANY ($${first + 1}))))`;

export const reachValues = ({ staffId, asked, everybodys }: Reach): readonly unknown[] => [
  staffId,
  asked,
  everybodys,
];
