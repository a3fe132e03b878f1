import type { ClientBase } from "pg";

import type { BotFigures, BotReportStore } from "../../action/bot-report/ports.ts";
import { firstIdAt } from "../../core/kernel/id.ts";
import { wishedIn } from "../learning/said.ts";

const ENTRIES_MAX = 200;

const WISHED = wishedIn("code", "data");

const fates = /* sql */ `'contacts', count(*),
  'contained', count(*) FILTER (WHERE answered > 0 AND NOT handed AND state <> 'bot'),
  'handedOver', count(*) FILTER (WHERE handed),
  'unanswered', count(*) FILTER (WHERE answered = 0 AND NOT handed AND state <> 'bot'),
  'open', count(*) FILTER (WHERE NOT handed AND state = 'bot')`;

const took = (
  share: number,
): string => /* sql */ `1000 * extract(epoch FROM percentile_disc(${share}) WITHIN GROUP (ORDER BY reached_at - wished_at)
    FILTER (WHERE reached_at >= wished_at))`;

/** $1 account, $2 and $3 the first ids of the period and after it, $4 when it begins, $5 zone. */
const FIGURES = /* sql */ `
  WITH told AS (
    SELECT t.id, t.state, t.created_at, e.at, e.code, e.data, lead(e.code) OVER w AS next_code, lead(e.data) OVER w AS next_data
    FROM contact t JOIN event e ON e.subject_id = t.id AND e.subject = 'contact' AND e.at >= $4
    WHERE t.id >= $2 AND t.id < $3 AND t.account_id = $1
      AND e.code IN ('answered', 'clarified', 'missed', 'greeted', 'told', 'queued', 'left_message', 'accepted')
    WINDOW w AS (PARTITION BY t.id ORDER BY e.seq)
  ), judged AS (
    SELECT *, code = 'answered' AND coalesce(next_code = 'missed' AND next_data ->> 'rule' = 'said_before'
      OR ${wishedIn("next_code", "next_data")}, false) AS wrong FROM told
  ), fate AS (
    SELECT id, state, date_trunc('day', created_at AT TIME ZONE $5) AT TIME ZONE $5 AS began,
      count(*) FILTER (WHERE code = 'answered') AS answered, bool_or(code IN ('queued', 'left_message', 'accepted')) AS handed,
      min(at) FILTER (WHERE ${WISHED}) AS wished_at, max(at) FILTER (WHERE code = 'accepted') AS reached_at
    FROM judged GROUP BY id, state, created_at
  ), day AS (
    SELECT json_build_object('began', 1000 * extract(epoch FROM began), ${fates}) AS one FROM fate GROUP BY began ORDER BY began
  ), entry AS (
    SELECT (j.data ->> 'entry')::uuid AS id, count(*)::int AS answered, count(*) FILTER (WHERE j.wrong)::int AS wrong
    FROM judged j WHERE j.code = 'answered' AND j.data ? 'entry' GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${ENTRIES_MAX}
  )
  SELECT coalesce((SELECT json_agg(one) FROM day), '[]') AS days,
    coalesce((SELECT json_agg(json_build_object('id', n.id, 'answered', n.answered, 'wrong', n.wrong,
        'title', coalesce((SELECT v.title FROM faq_version v WHERE v.entry_id = n.id ORDER BY v.version DESC LIMIT 1), ''))
      ORDER BY n.answered DESC, n.id) FROM entry n), '[]') AS entries,
    (SELECT json_build_object('answered', count(*) FILTER (WHERE code = 'answered'),
      'clarified', count(*) FILTER (WHERE code = 'clarified'), 'missed', count(*) FILTER (WHERE code = 'missed'),
      'wrong', count(*) FILTER (WHERE wrong)) FROM judged) AS messages,
    (SELECT json_build_object('wished', count(wished_at), 'reached', count(*) FILTER (WHERE reached_at >= wished_at),
      'medianMs', ${took(0.5)}, 'p90Ms', ${took(0.9)}) FROM fate) AS people`;

/** What the bot did, counted from the events: nothing is kept beside them. */
export const botReportStore = (client: ClientBase): BotReportStore => ({
  async figures(accountId, { from, until, zone }) {
    const values = [accountId, firstIdAt(from), firstIdAt(until), new Date(from), zone];
    const { rows } = await client.query<BotFigures>(FIGURES, values);
    const [figures] = rows;
    if (figures === undefined) throw new Error("A statement without a condition has answered no row.");
    return figures;
  },
});
