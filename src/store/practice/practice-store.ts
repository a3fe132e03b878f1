import type { ClientBase } from "pg";

import type { ListedTalk, Original, PracticeStore, Run, Talk } from "../../action/practice/ports.ts";

const ORIGINAL = /* sql */ `
  SELECT k.conversation_id AS "conversationId", c.identity_id AS "identityId", k.account_id AS "accountId",
    k.state = 'closed' AS "isOver", c.surface = 'private' AS "isPrivate",
    array_remove(ARRAY[i.name, i.remark, i.external_id::text] || ARRAY (
      SELECT DISTINCT s.name FROM staff s WHERE s.id = k.owner_id OR s.id IN (
        SELECT m.staff_id FROM message m WHERE m.conversation_id = k.conversation_id AND m.contact_id = k.id AND m.at >= k.created_at)),
      NULL) AS names,
    (SELECT coalesce(json_agg(json_build_object('author', m.author, 'text', CASE WHEN m.content ->> 'kind' = 'text' THEN m.content ->> 'text' END,
       'internal', coalesce(m.internal, false)) ORDER BY m.seq), '[]')
     FROM message m WHERE m.conversation_id = k.conversation_id AND m.contact_id = k.id AND m.at >= k.created_at - interval '1 minute') AS lines
  FROM contact k JOIN conversation c ON c.id = k.conversation_id JOIN identity i ON i.id = c.identity_id WHERE k.id = $1`;

const MAKE = /* sql */ `
  INSERT INTO practice_talk (id, contact_id, identity_id, account_id, title, turns, by_id, at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`;

const TALK = /* sql */ `
  json_build_object('id', p.id, 'contactId', p.contact_id, 'title', p.title, 'turns', p.turns, 'accountId', p.account_id,
    'isWithdrawn', p.withdrawn_at IS NOT NULL)`;

/** Back where no other talk was made of the contact since. */
const WITHDRAW = /* sql */ `
  UPDATE practice_talk p SET withdrawn_at = $2 WHERE id = $1 AND (withdrawn_at IS NULL) = ($2::timestamptz IS NOT NULL)
    AND ($2::timestamptz IS NOT NULL OR NOT EXISTS (
      SELECT FROM practice_talk o WHERE o.contact_id = p.contact_id AND o.withdrawn_at IS NULL))`;

/** More than these nobody looks through. */
const TALKS_MAX = 200;

const LIST = /* sql */ `
  SELECT p.id, p.title, jsonb_array_length(p.turns) AS turns, json_build_object('id', s.id, 'name', s.name) AS by,
    to_char(p.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, p.withdrawn_at IS NOT NULL AS "isWithdrawn",
    r.runs, r.best, (
      SELECT o.id FROM practice_run o WHERE o.talk_id = p.id AND o.staff_id = $1 AND o.ended_at IS NULL
      ORDER BY o.at DESC, o.id DESC LIMIT 1) AS "openRunId"
  FROM practice_talk p JOIN staff s ON s.id = p.by_id CROSS JOIN LATERAL (
    SELECT count(*)::int AS runs, max(o.points)::int AS best FROM practice_run o
    WHERE o.talk_id = p.id AND o.staff_id = $1 AND o.ended_at IS NOT NULL) r
  WHERE $2 OR p.withdrawn_at IS NULL ORDER BY p.at DESC, p.id LIMIT ${TALKS_MAX}`;

const RUN = /* sql */ `
  SELECT r.id, r.staff_id AS "staffId", r.answers, r.points::int, ${TALK} AS talk
  FROM practice_run r JOIN practice_talk p ON p.id = r.talk_id WHERE r.id = $1`;

/** One answer for each turn, in their order. */
const ANSWER = /* sql */ `
  UPDATE practice_run SET answers = answers || jsonb_build_array($3::jsonb), points = $4::smallint,
    ended_at = CASE WHEN $4::smallint IS NOT NULL THEN $5::timestamptz END
  WHERE id = $1 AND ended_at IS NULL AND jsonb_array_length(answers) = $2`;

export const practiceStore = (client: ClientBase): PracticeStore => {
  const did = async (sql: string, values: readonly unknown[]): Promise<boolean> =>
    (await client.query(sql, [...values])).rowCount === 1;
  return {
    original: async (contactId) => (await client.query<Original>(ORIGINAL, [contactId])).rows[0],
    make: ({ id, contactId, identityId, accountId, title, turns, byId }, at) =>
      did(MAKE, [id, contactId, identityId, accountId, title, JSON.stringify(turns), byId, new Date(at)]),
    async talk(id) {
      const sql = `SELECT ${TALK} AS talk FROM practice_talk p WHERE id = $1`;
      return (await client.query<{ talk: Talk }>(sql, [id])).rows[0]?.talk;
    },
    withdraw: (id, at) => did(WITHDRAW, [id, at === undefined ? null : new Date(at)]),
    list: async (staffId, withWithdrawn) =>
      (await client.query<ListedTalk>(LIST, [staffId, withWithdrawn])).rows,
    async begin(id, talkId, staffId, at) {
      await client.query("INSERT INTO practice_run (id, talk_id, staff_id, at) VALUES ($1, $2, $3, $4)", [
        id,
        talkId,
        staffId,
        new Date(at),
      ]);
    },
    run: async (id) => (await client.query<Run>(RUN, [id])).rows[0],
    answer: ({ id, turn, given }, points, at) =>
      did(ANSWER, [id, turn, JSON.stringify(given), points ?? null, new Date(at)]),
  };
};
