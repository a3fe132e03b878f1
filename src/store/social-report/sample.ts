import type { ClientBase } from "pg";

import type { Done, Marked, Sampled, SocialReportStore } from "../../action/social-report/ports.ts";
import type { Subject } from "../../core/social/report/sample.ts";
import { scopeParameter } from "../people/scope.ts";

/** More of one day nobody looks through. */
const DONE_MAX = 20_000;

/** $1 scope. */
const SEEN = /* sql */ `($1::uuid[] IS NULL OR a.queue_id IS NULL OR a.queue_id = ANY ($1)) AND NOT a.simulated`;

/** What a person said stood, or stands, in public; and what she thought to need no answer. */
const ANSWERED = /* sql */ `w.staff_id IS NOT NULL AND w.state IN ('accepted', 'removed')`;

const DONE = /* sql */ `
  SELECT d.subject, d.id, d."staffId", s.name AS "staffName" FROM (
    SELECT 'answer' AS subject, w.id, w.staff_id AS "staffId" FROM social_answer w JOIN account a ON a.id = w.account_id
    WHERE ${ANSWERED} AND w.at >= $2 AND w.at < $3 AND ${SEEN}
    UNION ALL
    SELECT 'dismissal', t.id, t.dismissed_by FROM social_thread t JOIN account a ON a.id = t.account_id
    WHERE t.dismissed_at >= $2 AND t.dismissed_at < $3 AND ${SEEN}
  ) d JOIN staff s ON s.id = d."staffId" LIMIT ${DONE_MAX}`;

/** $1 answers, $2 threads. Of a dismissal that was taken back its mark tells whose it was. */
const SAMPLED = /* sql */ `
  SELECT 'answer' AS subject, w.id, w.staff_id AS "staffId", w.thread_id AS "threadId", a.name AS account, w.at,
    coalesce(i.author ->> 'name', '') AS author, i.text AS asked, i.class AS is, w.text AS said, NULL AS dismissal
  FROM social_answer w JOIN account a ON a.id = w.account_id
    JOIN social_item i ON i.account_id = w.account_id AND i.mid = w.item_mid
  WHERE w.id = ANY ($1::uuid[])
  UNION ALL
  SELECT 'dismissal', t.id, coalesce(m.staff_id, t.dismissed_by), t.id, a.name, coalesce(m.done_at, t.dismissed_at),
    coalesce(i.author ->> 'name', ''), i.text, i.class, NULL, t.dismissal
  FROM social_thread t JOIN account a ON a.id = t.account_id
    JOIN social_item i ON i.account_id = t.account_id AND i.mid = t.asked_mid
    LEFT JOIN social_mark m ON m.subject = 'dismissal' AND m.subject_id = t.id
  WHERE t.id = ANY ($2::uuid[])
  ORDER BY at, id`;

const MARKED = /* sql */ `
  SELECT m.subject, m.subject_id AS id, m.staff_id AS "staffId", s.name AS "staffName", m.mark, b.name AS by
  FROM social_mark m JOIN staff s ON s.id = m.staff_id JOIN staff b ON b.id = m.marked_by
    LEFT JOIN social_answer w ON m.subject = 'answer' AND w.id = m.subject_id
    JOIN social_thread t ON t.id = coalesce(w.thread_id, m.subject_id) JOIN account a ON a.id = t.account_id
  WHERE m.done_at >= $2 AND m.done_at < $3 AND ${SEEN}`;

const SUBJECT: Readonly<Record<Subject, string>> = {
  answer: /* sql */ `
    SELECT w.staff_id AS "staffId", w.at AS "doneAt", a.queue_id AS "queueId"
    FROM social_answer w JOIN account a ON a.id = w.account_id WHERE w.id = $1 AND ${ANSWERED}`,
  dismissal: /* sql */ `
    SELECT coalesce(m.staff_id, t.dismissed_by) AS "staffId", coalesce(m.done_at, t.dismissed_at) AS "doneAt",
      a.queue_id AS "queueId"
    FROM social_thread t JOIN account a ON a.id = t.account_id
      LEFT JOIN social_mark m ON m.subject = 'dismissal' AND m.subject_id = t.id
    WHERE t.id = $1 AND coalesce(m.staff_id, t.dismissed_by) IS NOT NULL`,
};

const MARK = /* sql */ `
  INSERT INTO social_mark (subject, subject_id, staff_id, done_at, mark, marked_by, marked_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT ON CONSTRAINT social_mark_pkey DO UPDATE SET mark = $5, marked_by = $6, marked_at = $7`;

/** A day's sample of what agents did in public, and what was found of it. */
export const sample = (client: ClientBase): Omit<SocialReportStore, "attained"> => ({
  done: async ({ from, until }, scope) =>
    (await client.query<Done>(DONE, [scopeParameter(scope), new Date(from), new Date(until)])).rows,
  sampled: async (answers, dismissals) => (await client.query<Sampled>(SAMPLED, [answers, dismissals])).rows,
  marked: async ({ from, until }, scope) =>
    (await client.query<Marked>(MARKED, [scopeParameter(scope), new Date(from), new Date(until)])).rows,
  async subject(subject, id) {
    type Found = NonNullable<Awaited<ReturnType<SocialReportStore["subject"]>>>;
    return (await client.query<Found>(SUBJECT[subject], [id])).rows[0];
  },
  async mark({ subject, id, staffId, doneAt, mark }, by, at) {
    await client.query(MARK, [subject, id, staffId, new Date(doneAt), mark, by, new Date(at)]);
  },
});
