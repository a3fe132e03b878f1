import type { ClientBase } from "pg";

import type { Misroute, MisrouteStore } from "../../action/misroute/ports.ts";
import type { MisrouteCount } from "../../core/seating/passing/misroute.ts";
import { reachValues, within } from "../desk/row.ts";
import { scopeParameter } from "../people/scope.ts";

/** People times ways times reasons. */
const GROUPS_MAX = 5_000;

/**
 * $1 since when, $2 scope: a queue that sent it, or that it was sent to. Where the sender sent it to, her transfer says; a
 * colleague whom she named, or asked, got it without its leaving its queue.
 */
const BOUNCED = /* sql */ `
  WITH bounced AS (
    SELECT e.at, e.seq, e.subject_id AS contact_id, (e.data ->> 'misrouted')::uuid AS sender_id,
      (e.data ->> 'sender')::uuid AS by_id, (e.data ->> 'queue')::uuid AS from_id,
      coalesce(sent.queue, e.data ->> 'queue')::uuid AS to_id, e.data ->> 'why' AS why
    FROM event e JOIN contact t ON t.id = e.subject_id JOIN account a ON a.id = t.account_id
    LEFT JOIN LATERAL (
      SELECT CASE p.code WHEN 'queued' THEN p.data ->> 'queue' END AS queue FROM event p
      WHERE p.subject_id = e.subject_id AND p.seq < e.seq AND p.at <= e.at
        AND (p.code = 'passed' OR (p.code = 'queued' AND p.data ->> 'reason' = 'transferred'))
      ORDER BY p.seq DESC LIMIT 1) sent ON true
    WHERE e.code = 'queued' AND e.data ->> 'reason' = 'bounced' AND e.at >= $1
      AND (NOT a.simulated OR NOT EXISTS (SELECT FROM account r WHERE NOT r.simulated))
  ), mine AS (
    SELECT * FROM bounced WHERE $2::uuid[] IS NULL OR from_id = ANY ($2) OR to_id = ANY ($2)
  )`;

const named = (table: string, id: string): string =>
  `json_build_object('id', ${id}, 'name', coalesce((SELECT n.name FROM ${table} n WHERE n.id = ${id}), ''))`;

const COUNT = /* sql */ `
  ${BOUNCED}
  SELECT ${named("staff", "sender_id")} AS sender, ${named("queue", "from_id")} AS "from", ${named("queue", "to_id")} AS "to",
    why, count(*)::int AS count
  FROM mine GROUP BY sender_id, from_id, to_id, why ORDER BY count(*) DESC, max(at) DESC, sender_id LIMIT ${GROUPS_MAX}`;

/** $3 to $5 reach, $6 sender, $7 from, $8 to, $9 how many. */
const NEWEST = /* sql */ `
  ${BOUNCED}
  SELECT m.at, m.contact_id AS "contactId", CASE WHEN ${within(3)} THEN t.conversation_id END AS "conversationId",
    ${named("staff", "m.sender_id")} AS sender, ${named("staff", "m.by_id")} AS by,
    ${named("queue", "m.from_id")} AS "from", ${named("queue", "m.to_id")} AS "to", m.why
  FROM mine m JOIN contact t ON t.id = m.contact_id JOIN account a ON a.id = t.account_id
  WHERE ($6::uuid IS NULL OR m.sender_id = $6) AND ($7::uuid IS NULL OR m.from_id = $7)
    AND ($8::uuid IS NULL OR m.to_id = $8)
  ORDER BY m.at DESC, m.contact_id, m.seq DESC LIMIT $9`;

/** Counted from the events: nothing is kept beside them. */
export const misrouteStore = (client: ClientBase): MisrouteStore => ({
  async count(from, scope) {
    return (await client.query<MisrouteCount>(COUNT, [new Date(from), scopeParameter(scope)])).rows;
  },
  async newest(from, scope, filter, reach, limit) {
    const values = [
      new Date(from),
      scopeParameter(scope),
      ...reachValues(reach),
      filter.sender,
      filter.from,
      filter.to,
      limit,
    ];
    return (await client.query<Misroute>(NEWEST, values)).rows;
  },
});
