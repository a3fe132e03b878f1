import type { ClientBase } from "pg";

import type { FloorView, Night } from "../../action/floor/ports.ts";
import { queueOf } from "./rows.ts";

/** Somebody's word to her, or, where she wished to be called, whoever calls. */
const ANSWERED = /* sql */ `least(k.first_reply_at, CASE WHEN k.queue_reason = 'chose_call' THEN k.accepted_at END)`;

/** $1 queue, $2 since when, $3 now, $4 zone. A night is named by the day on which it was to be answered. */
const NIGHTS = /* sql */ `
  WITH left_by_night AS (
    SELECT (k.night_due_at AT TIME ZONE $4)::date AS date,
      count(*) FILTER (WHERE ${ANSWERED} <= k.night_due_at)::int AS kept,
      count(*) FILTER (WHERE coalesce(${ANSWERED}, 'infinity') > k.night_due_at AND k.night_due_at < $3
        AND coalesce(k.ended_at, 'infinity') > k.night_due_at)::int AS broken,
      count(*) FILTER (WHERE ${ANSWERED} IS NULL AND k.night_due_at >= $3 AND k.ended_at IS NULL)::int AS open,
      count(*) FILTER (WHERE coalesce(${ANSWERED}, 'infinity') > k.night_due_at AND k.ended_at <= k.night_due_at)::int AS gone
    FROM contact k JOIN account a ON a.id = k.account_id WHERE ${queueOf("k", "a")} = $1 AND k.night_due_at >= $2 GROUP BY 1
  ), chosen AS (
    SELECT (coalesce(k.night_due_at, e.at + interval '12 hours') AT TIME ZONE $4)::date AS date,
      count(*) FILTER (WHERE e.data ? 'choices')::int AS shown,
      count(*) FILTER (WHERE e.data ->> 'choice' = 'wait')::int AS wait,
      count(*) FILTER (WHERE e.data ->> 'choice' = 'later')::int AS later,
      count(*) FILTER (WHERE e.data ->> 'choice' = 'call')::int AS call
    FROM event e JOIN contact k ON k.id = e.subject_id JOIN account a ON a.id = k.account_id AND ${queueOf("k", "a")} = $1
    WHERE e.code IN ('queued', 'left_message', 'waited') AND e.data ?| ARRAY['choice', 'choices'] AND e.at >= $2
    GROUP BY 1
  )
  SELECT to_char(date, 'YYYY-MM-DD') AS date, coalesce(kept, 0) AS kept, coalesce(broken, 0) AS broken,
    coalesce(open, 0) AS open, coalesce(gone, 0) AS gone, coalesce(shown, 0) AS shown, coalesce(wait, 0) AS wait,
    coalesce(later, 0) AS later, coalesce(call, 0) AS call
  FROM left_by_night FULL JOIN chosen USING (date) ORDER BY date DESC`;

/** Counted from contacts and their events: nothing is kept beside them. */
export const nightsView = (client: ClientBase): Pick<FloorView, "nights"> => ({
  async nights(queueId, from, at, zone) {
    return (await client.query<Night>(NIGHTS, [queueId, new Date(from), new Date(at), zone])).rows;
  },
});
