import { randomUUID } from "node:crypto";

import type { ClientBase } from "pg";

import type { HeldMissed, MissedCall, MissedReach, MissedStore } from "../../action/call/ports.ts";
import { openContactBy } from "../contact/contact-open.ts";

const SHOWN_MAX = 200;

/** $1 who asks, $2 her queues, $3 since. Of call `l` at system `a`; one whose end was never told has rung long enough. */
const MISSED = /* sql */ `l.direction = 'in' AND l.started_at > $3
  AND (l.state = 'missed' OR (l.contact_id IS NULL AND l.started_at < now() - interval '2 minutes'))
  AND (l.staff_id = $1 OR $2::uuid[] IS NULL OR coalesce(l.queue_id, a.queue_id) = ANY ($2))`;

const LIST = /* sql */ `
  SELECT l.id, l.started_at AS at, l.masked, CASE WHEN o.name IS NOT NULL THEN o.name END AS name,
    CASE WHEN s.id IS NOT NULL THEN json_build_object('id', s.id, 'name', s.name) END AS rang, q.name AS "queueName", a.name AS system,
    l.number_hash IS NOT NULL AS "mayCall",
    (SELECT min(t.answered_at) FROM call t WHERE t.number_hash = l.number_hash AND t.system_id = l.system_id
      AND t.answered_at > l.started_at) AS "reachedAt",
    CASE WHEN b.id IS NOT NULL THEN json_build_object('id', b.id, 'name', b.name) END AS back, l.called_back_at AS "backAt",
    coalesce(k.conversation_id, l.conversation_id) AS "conversationId"
  FROM call l JOIN account a ON a.id = l.system_id
    LEFT JOIN staff s ON s.id = l.staff_id LEFT JOIN staff b ON b.id = l.called_back_by
    LEFT JOIN queue q ON q.id = coalesce(l.queue_id, a.queue_id)
    LEFT JOIN contact k ON k.id = l.called_back_contact
    LEFT JOIN LATERAL (
      SELECT coalesce(w.remark, w.name) AS name FROM identity i JOIN identity w ON w.customer_id = i.customer_id AND w.id <> i.id
      WHERE i.account_id = l.system_id AND i.external_id = encode(l.number_hash, 'hex') AND coalesce(w.remark, w.name) IS NOT NULL
      LIMIT 1) o ON true
  WHERE ${MISSED} ORDER BY l.started_at DESC, l.id LIMIT ${SHOWN_MAX}`;

const LOCK = /* sql */ `
  SELECT l.id, l.system_id AS "systemId", l.external_id::text AS "externalId", encode(l.number_hash, 'hex') AS "numberHash",
    coalesce(l.queue_id, a.queue_id) AS "queueId",
    CASE WHEN l.called_back_by IS NOT NULL THEN (
      SELECT json_build_object('staffId', b.id, 'name', b.name, 'contactId', k.id, 'conversationId', k.conversation_id)
      FROM staff b JOIN contact k ON k.id = l.called_back_contact WHERE b.id = l.called_back_by) END AS back
  FROM call l JOIN account a ON a.id = l.system_id WHERE l.id = $4 AND ${MISSED} FOR UPDATE OF l`;

const WHO = /* sql */ `SELECT id FROM identity WHERE account_id = $1 AND external_id = $2`;
const MEET = /* sql */ `
  INSERT INTO identity (id, account_id, external_id, created_at, name)
  SELECT $1, $2, $3, $4, masked FROM call WHERE id = $5 ON CONFLICT ON CONSTRAINT identity_external_key DO NOTHING`;
/** One for each call: whatever else fails, there is no second. */
const BEGIN = /* sql */ `
  INSERT INTO conversation (id, account_id, identity_id, surface, thread_key, created_at, last_in_at)
  VALUES ($1, $2, $3, 'call', $4, $5, $5)`;
const TAKE = /* sql */ `
  WITH taken AS (
    UPDATE call SET called_back_by = $2, called_back_contact = $3, called_back_at = $4
    WHERE id = $1 AND called_back_by IS NULL RETURNING 1)
  SELECT must((SELECT count(*) FROM taken) = 1, 'call')`;

const asked = ({ staffId, queues, since }: MissedReach): unknown[] => [staffId, queues, new Date(since)];

/** Calls that reached nobody, and who calls back. */
export const missedStore = (client: ClientBase): MissedStore => ({
  list: async (reach) => (await client.query<MissedCall>(LIST, asked(reach))).rows,
  lock: async (id, reach) => (await client.query<HeldMissed>(LOCK, [...asked(reach), id])).rows[0],
  async open({ id, systemId, externalId, numberHash }, event, at) {
    await client.query(MEET, [randomUUID(), systemId, numberHash, new Date(at), id]);
    const [who] = (await client.query<{ id: string }>(WHO, [systemId, numberHash])).rows;
    const [conversationId, contactId] = [randomUUID(), randomUUID()];
    await client.query(BEGIN, [conversationId, systemId, who?.id, `back ${externalId}`, new Date(at)]);
    await openContactBy(client, { id: contactId, conversationId, accountId: systemId }, event, at);
    return { conversationId, contactId };
  },
  async take(id, { staffId, contactId }, at) {
    await client.query(TAKE, [id, staffId, contactId, new Date(at)]);
  },
});
