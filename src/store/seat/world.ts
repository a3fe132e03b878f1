import type { ClientBase } from "pg";

import type {
  PastOffer,
  ReadyAgent,
  SeatingLimits,
  WaitingContact,
  World,
} from "../../core/assignment/world.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";

/** Of each group, the longest waiting; who comes later gets her turn when these have theirs. */
const WAITING_MAX = 2_000;

/** A contact that was queued before its account named a queue waits where the account's fans wait now. */
export const queueOf = (contact: string, account: string): string =>
  `coalesce(${contact}.queue_id, ${account}.queue_id)`;

const GROUPS = /* sql */ `
  SELECT DISTINCT q.group_id AS id
  FROM agent_session s JOIN queue_member m ON m.staff_id = s.staff_id JOIN queue q ON q.id = m.queue_id
  WHERE s.signed_out_at IS NULL AND s.presence = 'ready' AND s.used < s.capacity
    AND EXISTS (SELECT FROM contact k WHERE k.state = 'queued')
  ORDER BY 1`;

const QUEUES = /* sql */ `SELECT id, policy FROM queue WHERE group_id = $1 AND state = 'active'`;

const WAITING = /* sql */ `
  SELECT k.id, q.id AS "queueId", k.enqueued_at AS "enqueuedAt", k.prefer_id AS "preferId"
  FROM contact k JOIN account a ON a.id = k.account_id JOIN queue q ON q.id = ${queueOf("k", "a")}
  WHERE k.state = 'queued' AND q.group_id = $1 AND q.state = 'active'
  ORDER BY k.enqueued_at, k.id LIMIT ${WAITING_MAX}`;

const AGENTS = /* sql */ `
  SELECT s.id AS "sessionId", s.staff_id AS "staffId", s.capacity, s.used, s.idle_since AS "idleSince",
    s.wrapups_owed AS "wrapupsOwed", s.beat_at AS "beatAt", seat.number AS seat,
    json_object_agg(m.queue_id, m.level) AS levels
  FROM agent_session s
    JOIN seat ON seat.id = s.seat_id
    JOIN staff ON staff.id = s.staff_id AND staff.state = 'active'
    JOIN queue_member m ON m.staff_id = s.staff_id
    JOIN queue q ON q.id = m.queue_id AND q.group_id = $1 AND q.state = 'active'
  WHERE s.signed_out_at IS NULL AND s.presence = 'ready'
  GROUP BY s.id, seat.number`;

const ENDED = /* sql */ `
  SELECT contact_id AS "contactId", staff_id AS "staffId", outcome, ended_at AS at FROM offer
  WHERE contact_id = ANY ($1) AND ended_at > $2 AND outcome <> 'accepted'
  UNION
  SELECT contact_id, staff_id, outcome, ended_at FROM offer
  WHERE session_id = ANY ($3) AND ended_at > $4 AND outcome <> 'accepted'`;

export async function readGroups(client: ClientBase): Promise<readonly string[]> {
  return (await client.query<{ id: string }>(GROUPS)).rows.map(({ id }) => id);
}

/** What a queue group is seated by. Read without a lock: what is decided on it is judged when it is written. */
export async function readWorld(
  client: ClientBase,
  groupId: string,
  limits: SeatingLimits,
  at: Instant,
): Promise<World> {
  const waiting = await rowsOf<Omit<WaitingContact, "preferId"> & { preferId: string | null }>(
    client,
    WAITING,
    [groupId],
  );
  const queues = await rowsOf<{ id: string; policy: Partial<QueuePolicy> }>(client, QUEUES, [groupId]);
  const agents = await rowsOf<Omit<ReadyAgent, "levels"> & { levels: Record<string, number> }>(
    client,
    AGENTS,
    [groupId],
  );
  const ended = await rowsOf<PastOffer>(client, ENDED, [
    waiting.map(({ id }) => id),
    new Date(at - limits.excludeMs),
    agents.map(({ sessionId }) => sessionId),
    new Date(at - limits.coolMs),
  ]);
  return {
    queues: new Map(queues.map(({ id, policy }) => [id, readQueuePolicy(policy)])),
    waiting: waiting.map(({ preferId, ...contact }) => ({
      ...contact,
      ...(preferId !== null && { preferId }),
    })),
    agents: agents.map((agent) => ({ ...agent, levels: new Map(Object.entries(agent.levels)) })),
    ended,
    limits,
  };
}

async function rowsOf<Row extends object>(
  client: ClientBase,
  sql: string,
  values: readonly unknown[],
): Promise<Row[]> {
  return (await client.query<Row>(sql, [...values])).rows;
}
