import type { Consult } from "../../core/desk/desk.ts";
import type { Content } from "../../core/channel/content.ts";
import { previewText } from "../../core/conversation/shown.ts";
import type { AskRows } from "../desk/floor.ts";
import { fanOf, iso, isoOrNull } from "../desk/row.ts";
import { queueOf } from "../world/rows.ts";
import { LEADERS, leads, mentors } from "./consultation.ts";

/** More than these no desk shows. */
const SHOWN_MAX = 50;

/** So long a new agent's reply is her mentor's alone; then the leaders are asked, too. */
const ALONE = "interval '3 minutes'";
const isWide = (review: string): string => /* sql */ `(${review}.at < now() - ${ALONE} OR NOT EXISTS (
    SELECT FROM staff n JOIN staff m ON m.id::text = n.abilities #>> '{nursery,mentorId}' AND m.state = 'active' WHERE n.id = ${review}.by_id))`;

/** $1 staff ids, $2 roles of leaders. A note is found by its number, in the month when it was written. */
const OF = /* sql */ `
  SELECT p.id AS "staffId", q.id AS "consultationId", q.kind, q.contact_id AS "contactId", q.conversation_id AS "conversationId",
    q.reason, q.at, q.ended_at AS "endedAt", q.how, by.id AS "byId", by.name AS "byName", asked.id AS "askedId",
    asked.name AS "askedName", note.content AS said, answer.content AS answer,
    q.kind = 'review' AND ${isWide("q")} AS "isWide", heard.seq AS "fanSeq", heard.content AS "fanSaid",
    c.identity_id AS "identityId", i.name, i.remark, coalesce(i.external_id::text, '') AS "externalId"
  FROM unnest($1::uuid[]) AS p(id)
  CROSS JOIN LATERAL (
    (SELECT * FROM consultation WHERE asked_id = p.id AND ended_at IS NULL ORDER BY at LIMIT ${SHOWN_MAX})
    UNION ALL
    (SELECT * FROM consultation WHERE by_id = p.id AND told_at IS NULL ORDER BY at LIMIT ${SHOWN_MAX})
    UNION ALL
    (SELECT f.* FROM consultation f JOIN contact k ON k.id = f.contact_id JOIN account a ON a.id = k.account_id
     WHERE f.kind = 'flag' AND f.asked_id IS NULL AND f.ended_at IS NULL AND f.by_id <> p.id
       AND (${leads("p.id", "$2", queueOf("k", "a"))} OR (f.by_id = k.owner_id AND ${mentors("p.id", "f.by_id")})) ORDER BY f.at LIMIT ${SHOWN_MAX})
    UNION ALL
    (SELECT f.* FROM consultation f JOIN contact k ON k.id = f.contact_id JOIN account a ON a.id = k.account_id
     WHERE f.kind = 'review' AND f.ended_at IS NULL AND f.by_id <> p.id
       AND (${mentors("p.id", "f.by_id")} OR (${isWide("f")} AND ${leads("p.id", "$2", queueOf("k", "a"))})) ORDER BY f.at LIMIT ${SHOWN_MAX})) AS q
  JOIN conversation c ON c.id = q.conversation_id
  JOIN staff by ON by.id = q.by_id
  LEFT JOIN staff asked ON asked.id = q.asked_id
  LEFT JOIN identity i ON i.id = c.identity_id
  LEFT JOIN message note ON note.conversation_id = c.id AND note.seq = q.note_seq AND note.at = q.at
  LEFT JOIN message answer ON answer.conversation_id = c.id AND answer.seq = q.answer_seq AND answer.at = q.ended_at
  LEFT JOIN LATERAL (
    SELECT m.seq, m.content FROM message m WHERE q.kind = 'review' AND m.conversation_id = c.id AND m.author = 'fan'
    ORDER BY m.seq DESC LIMIT 1) AS heard ON true
  ORDER BY q.at, q.id`;

type Row = Pick<Consult, "consultationId" | "kind" | "contactId" | "conversationId" | "reason" | "how"> &
  Parameters<typeof fanOf>[0] & {
    readonly staffId: string;
    readonly at: number;
    readonly endedAt: number | null;
    readonly byId: string;
    readonly byName: string;
    readonly askedId: string | null;
    readonly askedName: string | null;
    readonly said: Content | null;
    readonly answer: Content | null;
    readonly isWide: boolean;
    readonly fanSeq: number | null;
    readonly fanSaid: Content | null;
  };

/** What each of these people is asked, or has asked and does not know the end of, by staff id. */
export async function consultsOf(
  ask: AskRows,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Consult[]>> {
  const rows = await ask<Row>("desk.consults", OF, [staffIds, LEADERS]);
  return new Map(staffIds.map((id) => [id, rows.filter(({ staffId }) => staffId === id).map(consultOf)]));
}

const consultOf = (row: Row): Consult => {
  const { consultationId, kind, contactId, conversationId, reason, how, askedId, askedName } = row;
  return {
    consultationId,
    kind,
    contactId,
    conversationId,
    fan: fanOf(row),
    by: { id: row.byId, name: row.byName },
    asked: askedId === null ? null : { id: askedId, name: askedName ?? "" },
    reason,
    said: row.said && previewText(row.said),
    answer: row.answer && previewText(row.answer),
    at: iso(row.at),
    endedAt: isoOrNull(row.endedAt),
    how,
    review: reviewOf(row),
  };
};

const reviewOf = ({ kind, said, fanSaid, fanSeq, isWide: wide }: Row): Consult["review"] =>
  kind === "review"
    ? {
        text: said?.kind === "text" ? said.text : "",
        fanSaid: fanSaid && previewText(fanSaid),
        fanSeq: fanSeq ?? 0,
        isWide: wide,
      }
    : null;
