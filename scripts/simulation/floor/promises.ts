import type pg from "pg";

import { floorViolations } from "../../faults/checker/floor.ts";
import { readFloor } from "../../faults/witness/evidence.ts";

/** What must never be, at any moment that anybody can see (seats section 2.11): rows that are not there. */
const NEVER: Readonly<Record<string, string>> = {
  "has live offers of two rounds, or two to one": `
    SELECT contact_id AS id FROM offer WHERE ended_at IS NULL GROUP BY contact_id
    HAVING count(DISTINCT offered_at) > 1 OR count(*) > count(DISTINCT staff_id)`,
  "counts other units than it holds": `
    SELECT s.id FROM agent_session s WHERE s.used <>
      (SELECT coalesce(sum(o.units), 0) FROM offer o WHERE o.session_id = s.id AND o.ended_at IS NULL)
      + (SELECT coalesce(sum(coalesce(k.units, 1)), 0) FROM contact k WHERE k.session_id = s.id AND k.state IN ('active', 'wrapup'))`,
  "has more than it has room for": "SELECT id FROM agent_session WHERE used > capacity",
  "is offered to somebody who is not ready": `
    SELECT o.contact_id AS id FROM offer o JOIN agent_session s ON s.id = o.session_id
    WHERE o.ended_at IS NULL AND s.presence <> 'ready'`,
  "is with somebody who is gone":
    "SELECT k.id FROM contact k JOIN agent_session s ON s.id = k.session_id WHERE s.presence = 'offline' AND k.ended_at IS NULL",
  "is offered without a live offer": `
    SELECT k.id FROM contact k LEFT JOIN offer o ON o.id = k.offer_id AND o.ended_at IS NULL
    WHERE k.state = 'offered' AND (o.id IS NULL OR o.contact_id <> k.id OR o.staff_id <> k.offered_to)`,
};

/** Every promise that is broken now, in words. */
export async function brokenNow(client: pg.Client): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(NEVER))
    for (const { id } of (await client.query<{ id: string }>(sql)).rows) found.push(`${id} ${what}`);
  return found;
}

/** The whole history: each contact is the fold of its events, nobody ever held more than she has room for. */
export const brokenInHistory = async (client: pg.Client): Promise<readonly string[]> =>
  floorViolations(
    await readFloor({
      query: async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
        (await client.query<Row>(sql, [...values])).rows,
    }),
  );

const PLACES = /* sql */ `
  SELECT k.id || ', ' || k.state || ' in ' || coalesce(q.key, 'no queue')
    || coalesce(', with ' || (SELECT s.presence FROM agent_session s WHERE s.id = k.session_id), ', with nobody there')
    || CASE WHEN k.passing_to IS NULL THEN '' ELSE ', being passed on' END
    || CASE WHEN k.held_since IS NULL THEN '' ELSE ', on hold' END AS place
  FROM contact k LEFT JOIN queue q ON q.id = k.queue_id WHERE k.ended_at IS NULL AND k.state <> 'left_message' ORDER BY k.id`;

/** Contacts that still wait, are offered, or are with somebody: which, how, and in which queue. */
export const openContacts = async (client: pg.Client): Promise<readonly string[]> =>
  (await client.query<{ place: string }>(PLACES)).rows.map(({ place }) => place);

export const countContacts = async (client: pg.Client): Promise<number> =>
  (await client.query<{ n: number }>("SELECT count(*)::int AS n FROM contact")).rows[0]?.n ?? 0;
