/**
 * What was given to a platform, and what was not, by account, hour, spender and fate: the fold that the page and the
 * hours' sums are made of. Texts that leave as one message count once. Whose a notice was tells the event of its moment.
 */

/** Of our own making; every other code is the platform's. */
const OWN_CODES = ["window_closed", "places_used_up", "places_kept", "budget_kept", "too_late"];
/** Ends of what a person has sent anew or the fan's erasure took: nothing was refused. */
const NO_REFUSALS = ["superseded", "content_gone", "process_died"];

/** The platform was asked: its codes are numbers, all that is known without it are words of ours. */
export const SAID_BY_PLATFORM = /* sql */ `o.code ~ '^-?[0-9]+$'`;

const quoted = (codes: readonly string[]): string => codes.map((code) => `'${code}'`).join(", ");

/** What the bot said, by the event that it said it for. */
const SPENDER = /* sql */ `
  CASE WHEN o.notice IS NOT NULL THEN coalesce(t.via, 'template') WHEN o.class = 'agent' THEN 'agent' WHEN o.class = 'faq' THEN 'answer' ELSE coalesce((
    SELECT CASE e.code WHEN 'clarified' THEN 'clarify' WHEN 'missed' THEN 'missed' WHEN 'greeted' THEN 'greeting'
      WHEN 'welcomed' THEN 'welcome' WHEN 'rating_asked' THEN 'rating' WHEN 'rated' THEN 'rating'
      WHEN 'queued' THEN 'queue' WHEN 'left_message' THEN 'queue' END
    FROM event e
    WHERE e.subject_id = coalesce(m.contact_id, o.conversation_id) AND e.at = o.at AND e.code IN
      ('clarified', 'missed', 'greeted', 'welcomed', 'rating_asked', 'rated', 'queued', 'left_message')
    ORDER BY e.seq DESC LIMIT 1), 'notice') END`;

const JOINS = /* sql */ `
  FROM outbox o JOIN conversation c ON c.id = o.conversation_id
  LEFT JOIN message m ON m.conversation_id = o.conversation_id AND m.seq = o.seq AND m.at = o.at
  LEFT JOIN notice_template t ON t.account_id = c.account_id AND t.id = o.notice`;

/** Rows of account, hour, spender, fate, count, of the time from `from` up to `to`. */
export const spentBetween = (from: string, to: string): string => /* sql */ `
  SELECT account_id, hour, spender, fate, count(*)::int AS count FROM (
    SELECT c.account_id, date_trunc('hour', o.sent_at, 'UTC') AS hour, ${SPENDER} AS spender, 'sent' AS fate ${JOINS}
    WHERE o.sent_at >= ${from} AND o.sent_at < ${to}
    UNION ALL
    SELECT c.account_id, date_trunc('hour', o.at, 'UTC'), ${SPENDER},
      CASE WHEN o.code IN (${quoted(OWN_CODES)}) THEN o.code WHEN ${SAID_BY_PLATFORM} THEN 'refused' ELSE 'not_taken' END ${JOINS}
    WHERE o.at >= ${from} AND o.at < ${to} AND o.state IN ('rejected', 'expired') AND o.paid_by IS NULL
      AND coalesce(o.code, '') NOT IN ('', ${quoted(NO_REFUSALS)})
  ) each GROUP BY 1, 2, 3, 4`;
