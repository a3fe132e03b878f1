import type { ClientBase } from "pg";

import type { Covered, CoverStore, Meanwhile } from "../../action/cover/ports.ts";
import { fanOf, readRows } from "../desk/row.ts";
import { covers } from "./covers.ts";

const SHOWN_MAX = 50;

const FOR_COLLEAGUE = /* sql */ `
  SELECT t.id AS "contactId", v.cause, s.id AS "ownerId", s.name AS "ownerName"
  FROM contact t JOIN cover v ON v.contact_id = t.id AND v.ended_at IS NULL JOIN staff s ON s.id = v.owner_id
  WHERE ${covers("$1::uuid")} ORDER BY t.waiting_since, t.id LIMIT ${SHOWN_MAX}`;

/** Where nobody said anything there is nothing to tell. */
const MEANWHILE = /* sql */ `
  SELECT v.conversation_id AS "conversationId", sum(said.count)::int AS answers, max(v.ended_at) AS "endedAt",
    i.id AS "identityId", i.name, i.remark, coalesce(i.external_id::text, '') AS "externalId"
  FROM cover v JOIN conversation c ON c.id = v.conversation_id JOIN identity i ON i.id = c.identity_id
  CROSS JOIN LATERAL (
    SELECT count(*) FROM message m WHERE m.conversation_id = v.conversation_id AND m.seq > v.seq AND m.author = 'agent'
      AND m.at BETWEEN v.at AND v.ended_at AND m.staff_id <> v.owner_id AND m.internal IS NOT TRUE) AS said
  WHERE v.owner_id = $1 AND v.ended_at IS NOT NULL AND v.known_at IS NULL
  GROUP BY v.conversation_id, i.id HAVING sum(said.count) > 0 ORDER BY max(v.ended_at) LIMIT ${SHOWN_MAX}`;

const MAY = /* sql */ `SELECT 1 FROM contact t WHERE t.id = $1 AND ${covers("$2::uuid")}`;

const KNOW = /* sql */ `
  UPDATE cover SET known_at = $3 WHERE conversation_id = $1 AND owner_id = $2 AND ended_at IS NOT NULL AND known_at IS NULL`;

type CoveredRow = Pick<Covered, "contactId" | "cause"> & {
  readonly ownerId: string;
  readonly ownerName: string;
};
type MeanwhileRow = Omit<Meanwhile, "fan"> & Parameters<typeof fanOf>[0];

/** 代管, as people see it. */
export const coverStore = (client: ClientBase): CoverStore => ({
  async forColleague(staffId) {
    const { rows } = await client.query<CoveredRow>(FOR_COLLEAGUE, [staffId]);
    const shown = await readRows(
      client,
      staffId,
      rows.map(({ contactId }) => contactId),
    );
    return shown.flatMap((row) => {
      const of = rows.find(({ contactId }) => contactId === row.contactId);
      if (of === undefined) return [];
      const { contactId, cause, ownerId, ownerName } = of;
      const { conversationId, fan, channel, surface, waitingSince, last } = row;
      const where = { contactId, conversationId, fan, channel, surface };
      const owner = { id: ownerId, name: ownerName };
      return [{ ...where, cause, owner, waitingSince, said: last?.text ?? "" }];
    });
  },
  async meanwhile(staffId) {
    const { rows } = await client.query<MeanwhileRow>(MEANWHILE, [staffId]);
    return rows.map(({ conversationId, answers, endedAt, ...fan }) => ({
      conversationId,
      answers,
      endedAt,
      fan: fanOf(fan),
    }));
  },
  mayAnswer: async (contactId, staffId) => (await client.query(MAY, [contactId, staffId])).rowCount === 1,
  async know(conversationId, staffId, at) {
    await client.query(KNOW, [conversationId, staffId, new Date(at)]);
  },
});
