import type { ClientBase } from "pg";

import type { Graduate, LearnerRow, Newcomer, NewcomerStore } from "../../action/newcomer/ports.ts";
import { reachValues, within } from "../desk/row.ts";
import { isOfQueues, scopeParameter } from "../people/scope.ts";

/** A house has a few at a time. */
const PEOPLE_MAX = 200;
/** More than one can have in hand. */
const IN_HAND_MAX = 50;

/** $1 to $3 reach, $4 the queues that the reader leads. A new agent's day began when its date did, on whatever clock: hours early is no matter. */
const LIST = /* sql */ `
  SELECT s.id, s.name, s.capacity, s.abilities -> 'nursery' AS nursery, ${isOfQueues("$4")} AS "isLed",
    (SELECT json_build_object('id', m.id, 'name', m.name) FROM staff m
     WHERE m.id::text = s.abilities #>> '{nursery,mentorId}' AND m.state = 'active') AS mentor,
    (SELECT v.presence FROM agent_session v WHERE v.staff_id = s.id AND v.presence <> 'offline' LIMIT 1) AS presence,
    (SELECT coalesce(json_object_agg(d.day, d.n), '{}') FROM (
       SELECT n.day, count(*)::int AS n FROM contact_newcomer n
       WHERE n.staff_id = s.id AND n.at >= (s.abilities #>> '{nursery,since}')::date - interval '1 day' GROUP BY n.day) d) AS "byDay",
    (SELECT json_build_object('waiting', count(*) FILTER (WHERE q.ended_at IS NULL),
       'approved', count(*) FILTER (WHERE q.how = 'approved'), 'edited', count(*) FILTER (WHERE q.how = 'edited'),
       'returned', count(*) FILTER (WHERE q.how = 'returned'))
     FROM consultation q WHERE q.by_id = s.id AND q.kind = 'review') AS reviews,
    (SELECT json_build_object('talks', count(*), 'points', round(avg(b.best))) FROM (
       SELECT max(r.points) AS best FROM practice_run r
       WHERE r.staff_id = s.id AND r.ended_at IS NOT NULL GROUP BY r.talk_id) b) AS practice,
    (SELECT coalesce(json_agg(h.row), '[]') FROM (
       SELECT json_build_object('contactId', t.id, 'conversationId', t.conversation_id, 'since',
         to_char(t.waiting_since AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
         'fan', json_build_object('identityId', i.id, 'name', i.name, 'remark', i.remark, 'externalId', coalesce(i.external_id::text, ''))) AS row
       FROM contact t JOIN account a ON a.id = t.account_id JOIN conversation c ON c.id = t.conversation_id
       JOIN identity i ON i.id = c.identity_id
       WHERE t.owner_id = s.id AND t.state = 'active' AND ${within(1)} ORDER BY t.id LIMIT ${IN_HAND_MAX}) h) AS "inHand"
  FROM staff s
  WHERE s.state = 'active' AND s.abilities ? 'nursery'
    AND (${isOfQueues("$4")} OR s.abilities #>> '{nursery,mentorId}' = $1::text)
  ORDER BY s.abilities #>> '{nursery,since}', s.id LIMIT ${PEOPLE_MAX}`;

/** $1 the reader, $2 the queues that she leads, $3 since when. */
const GRADUATES = /* sql */ `
  SELECT s.id, s.name, s.graduation ->> 'at' AS at, s.graduation ->> 'reason' AS reason, s.graduation ->> 'note' AS note,
    json_build_object('id', b.id, 'name', b.name) AS by, ${isOfQueues("$2")} AS "isLed"
  FROM staff s JOIN staff b ON b.id::text = s.graduation ->> 'by'
  WHERE s.state = 'active' AND NOT s.abilities ? 'nursery' AND (s.graduation ->> 'at')::timestamptz >= $3
    AND (${isOfQueues("$2")} OR s.graduation #>> '{nursery,mentorId}' = $1::text)
  ORDER BY s.graduation ->> 'at' DESC, s.id LIMIT ${PEOPLE_MAX}`;

const LEARNER = /* sql */ `SELECT id, abilities, graduation, capacity, version FROM staff WHERE id = $1 FOR UPDATE`;

const WRITE = /* sql */ `
  WITH changed AS (
    UPDATE staff SET version = version + 1, abilities = $3, graduation = $4
    WHERE id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM changed) = 1, 'staff')`;

export const newcomerStore = (client: ClientBase): NewcomerStore => ({
  async list(reach, led) {
    return (await client.query<Newcomer>(LIST, [...reachValues(reach), scopeParameter(led)])).rows;
  },
  async graduates(staffId, led, since) {
    const values = [staffId, scopeParameter(led), new Date(since)];
    return (await client.query<Graduate>(GRADUATES, values)).rows;
  },
  async learner(staffId) {
    return (await client.query<LearnerRow>(LEARNER, [staffId])).rows[0];
  },
  async write({ id, version }, { abilities, graduation }) {
    await client.query(WRITE, [id, version, abilities, graduation]);
  },
});
