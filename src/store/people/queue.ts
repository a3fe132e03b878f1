import type { ClientBase } from "pg";

import type { Queue, QueueGroup, QueueStore } from "../../action/queue/ports.ts";
import { scopeParameter } from "./scope.ts";

const COLUMNS = /* sql */ `
  q.id, q.group_id AS "groupId", q.key, q.name, q.policy, q.state, q.version,
  (SELECT coalesce(json_agg(json_build_object('staffId', s.id, 'name', s.name, 'level', m.level, 'priority', m.priority,
     'delayMs', m.delay_ms)
     ORDER BY m.level, s.name, s.id), '[]')
   FROM queue_member m JOIN staff s ON s.id = m.staff_id WHERE m.queue_id = q.id) AS members`;

const LIST = /* sql */ `
  SELECT ${COLUMNS} FROM queue q WHERE ($1::uuid[] IS NULL OR q.id = ANY ($1)) ORDER BY q.created_at, q.id`;

const UPDATE = /* sql */ `
  WITH changed AS (
    UPDATE queue SET version = version + 1,
      name = coalesce($3, name), policy = coalesce($4, policy), state = coalesce($5, state)
    WHERE id = $1 AND version = $2 RETURNING 1)
  SELECT must((SELECT count(*) FROM changed) = 1, 'queue')`;

const PUT_MEMBER = /* sql */ `
  INSERT INTO queue_member AS m (queue_id, staff_id, level, priority, delay_ms)
  VALUES ($1, $2, coalesce($3::int, 0), coalesce($4::int, 1), coalesce($5::int, 0))
  ON CONFLICT (queue_id, staff_id) DO UPDATE SET level = coalesce($3::int, m.level),
    priority = coalesce($4::int, m.priority), delay_ms = coalesce($5::int, m.delay_ms), helper_id = NULL`;

export const queueStore = (client: ClientBase): QueueStore => ({
  async groups() {
    return (await client.query<QueueGroup>("SELECT id, name FROM queue_group ORDER BY created_at, id")).rows;
  },
  async createGroup({ id, name }, at) {
    await client.query("INSERT INTO queue_group (id, name, created_at) VALUES ($1, $2, $3)", [
      id,
      name,
      new Date(at),
    ]);
  },
  async list(within) {
    return (await client.query<Queue>(LIST, [scopeParameter(within)])).rows;
  },
  async lockAll() {
    await client.query("LOCK TABLE queue IN SHARE ROW EXCLUSIVE MODE");
    return (await client.query<Queue>(LIST, [null])).rows;
  },
  async byId(id) {
    return (await client.query<Queue>(`SELECT ${COLUMNS} FROM queue q WHERE q.id = $1`, [id])).rows[0];
  },
  async create({ id, groupId, key, name, policy, state }, at) {
    await client.query(
      "INSERT INTO queue (id, group_id, key, name, policy, state, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)",
      [id, groupId, key, name, policy, state, new Date(at)],
    );
  },
  async update({ id, version }, { name, policy, state }) {
    await client.query(UPDATE, [id, version, name, policy, state]);
  },
  async putMember(queueId, staffId, { level, priority, delayMs }) {
    await client.query(PUT_MEMBER, [queueId, staffId, level, priority, delayMs]);
  },
  async removeMember(queueId, staffId) {
    await client.query("DELETE FROM queue_member WHERE queue_id = $1 AND staff_id = $2", [queueId, staffId]);
  },
  async existing(ids) {
    const { rows } = await client.query<{ id: string }>("SELECT id FROM queue WHERE id = ANY ($1::uuid[])", [
      ids,
    ]);
    return rows.map(({ id }) => id);
  },
});
