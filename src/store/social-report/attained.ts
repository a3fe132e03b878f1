import type { ClientBase } from "pg";

import type { AttainedDay, SocialReportStore } from "../../action/social-report/ports.ts";
import { type Fate, FATES, LIMITS_MINUTES, limitMs } from "../../core/social/report/attained.ts";
import { scopeParameter } from "../people/scope.ts";

/** What has to be answered, or was: also where it was dismissed, or only counted, after that. */
const ASKED = /* sql */ `(t.state IN ('waiting', 'answered') OR t.answered_at IS NOT NULL)`;

/** `fateOf` in SQL; a test holds one to the other. $6: now. */
function fateIn(ms: number): Readonly<Record<Fate, string>> {
  const inTime = `coalesce(t.answered_at, $6) <= t.first_posted_at + interval '${ms} milliseconds'`;
  const seenLate = `t.first_detected_at > t.first_posted_at + interval '${ms} milliseconds'`;
  return {
    within: `${inTime} AND t.answered_at IS NOT NULL`,
    open: `${inTime} AND t.answered_at IS NULL`,
    unreachable: `NOT ${inTime} AND ${seenLate}`,
    late: `NOT ${inTime} AND NOT ${seenLate}`,
  };
}

const limits = LIMITS_MINUTES.map((minutes) => {
  const fates = fateIn(limitMs(minutes));
  const counts = FATES.map((fate) => `'${fate}', count(*) FILTER (WHERE ${ASKED} AND ${fates[fate]})`);
  return `json_build_object('minutes', ${minutes}, ${counts.join(", ")})`;
}).join(", ");

const LAG = `1000 * extract(epoch FROM greatest(t.first_detected_at - t.first_posted_at, interval '0'))`;

/** $1 scope, $2 from, $3 until, $4 zone, $5 account, $6 now. Practice never counts. */
const ATTAINED = /* sql */ `
  SELECT date_trunc('day', t.first_posted_at AT TIME ZONE $4) AT TIME ZONE $4 AS began, a.id AS "accountId",
    a.name AS account, count(*)::int AS mentions,
    count(*) FILTER (WHERE t.state = 'counted' AND NOT ${ASKED})::int AS counted,
    count(*) FILTER (WHERE t.state = 'dismissed' AND NOT ${ASKED})::int AS dismissed,
    count(*) FILTER (WHERE ${ASKED})::int AS asked,
    (percentile_disc(0.5) WITHIN GROUP (ORDER BY ${LAG}) FILTER (WHERE ${ASKED}))::float8 AS "lagMedianMs",
    (max(${LAG}) FILTER (WHERE ${ASKED}))::float8 AS "lagWorstMs",
    json_build_array(${limits}) AS limits
  FROM social_thread t JOIN account a ON a.id = t.account_id
  WHERE NOT a.simulated AND ($1::uuid[] IS NULL OR a.queue_id IS NULL OR a.queue_id = ANY ($1))
    AND t.first_posted_at >= $2 AND t.first_posted_at < $3 AND ($5::uuid IS NULL OR a.id = $5)
  GROUP BY 1, a.id ORDER BY 1 DESC, a.created_at, a.id`;

export const attained =
  (client: ClientBase): SocialReportStore["attained"] =>
  async ({ from, until, zone, accountId, at }, scope) => {
    const moments = [new Date(from), new Date(until)];
    const values = [scopeParameter(scope), ...moments, zone, accountId, new Date(at)];
    return (await client.query<AttainedDay>(ATTAINED, values)).rows;
  };
