import type { ClientBase } from "pg";

import type { Hour } from "../../core/assignment/waiting/outlook.ts";
import { HOUR } from "../../core/kernel/instant.ts";
import { type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";
import type { FloorAgent, FloorQueue, FloorView } from "../../action/floor/ports.ts";
import { iso, isoOrNull, QUEUE_OF } from "../desk/row.ts";
import { nightsView } from "./nights.ts";
import { scopeParameter } from "../people/scope.ts";

const QUEUES = /* sql */ `
  SELECT q.id, q.name, g.name AS "group", k.waiting, k."waitingSince", k.nights, k."nightDueAt", k.talks, there.ready, there.free
  FROM queue q JOIN queue_group g ON g.id = q.group_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE t.state <> 'active')::int AS waiting,
      min(t.enqueued_at) FILTER (WHERE t.state <> 'active') AS "waitingSince",
      count(*) FILTER (WHERE t.state <> 'active' AND t.first_reply_at IS NULL AND t.night_due_at IS NOT NULL)::int AS nights,
      min(t.night_due_at) FILTER (WHERE t.state <> 'active' AND t.first_reply_at IS NULL) AS "nightDueAt",
      count(*) FILTER (WHERE t.state = 'active')::int AS talks
    FROM contact t JOIN account a ON a.id = t.account_id
    WHERE t.state IN ('queued', 'offered', 'active') AND ${QUEUE_OF} = q.id) AS k
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS ready, coalesce(sum(greatest(s.capacity + extra_capacity(s.staff_id) - s.used, 0)), 0)::int AS free
    FROM queue_member m JOIN agent_session s ON s.staff_id = m.staff_id
    WHERE m.queue_id = q.id AND s.signed_out_at IS NULL AND s.presence = 'ready'
      AND ($2::uuid IS NULL OR s.staff_id <> $2)) AS there
  WHERE q.state = 'active' AND ($1::uuid[] IS NULL OR q.id = ANY ($1))
  ORDER BY g.created_at, g.id, q.created_at, q.id`;

const ALARMS = /* sql */ `
  SELECT id, policy FROM queue_now WHERE state = 'active' AND ($1::uuid[] IS NULL OR id = ANY ($1))`;

const AGENTS = /* sql */ `
  SELECT s.staff_id AS "staffId", staff.name, seat.number AS "seatNumber", s.presence, s.reason, by.name AS "setBy",
    s.back_at AS "backAt", s.state_since AS since, s.used, s.capacity + extra_capacity(s.staff_id) AS capacity, extra_capacity(s.staff_id) AS extra,
    s.wrapups_owed AS owed,
    (SELECT count(*)::int FROM contact k WHERE k.owner_id = s.staff_id AND k.state = 'active') AS talks,
    ARRAY (SELECT q.name FROM queue_member m JOIN queue q ON q.id = m.queue_id
      WHERE m.staff_id = s.staff_id AND q.state = 'active' AND ($1::uuid[] IS NULL OR q.id = ANY ($1))
      ORDER BY q.created_at, q.id) AS queues
  FROM agent_session s JOIN staff ON staff.id = s.staff_id JOIN seat ON seat.id = s.seat_id
    LEFT JOIN staff by ON s.cause = 'staff:' || by.id
  WHERE s.signed_out_at IS NULL AND ($1::uuid[] IS NULL OR EXISTS (
    SELECT 1 FROM queue_member m WHERE m.staff_id = s.staff_id AND m.queue_id = ANY ($1)))
  ORDER BY staff.name, s.staff_id`;

/** $2 an hour ago. A slot is taken from the accept to the end, wrap-up and all; who signs out takes hers along. */
const HOUR_SEEN = /* sql */ `
  SELECT
    (SELECT count(*)::int FROM contact k JOIN conversation c ON c.id = k.conversation_id
      WHERE k.queue_id = $1 AND k.enqueued_at > $2 AND c.surface = 'public') AS "publicCame",
    (SELECT count(*)::int FROM contact k JOIN conversation c ON c.id = k.conversation_id
      WHERE k.queue_id = $1 AND k.enqueued_at > $2 AND c.surface <> 'public') AS "othersCame",
    (SELECT (avg(extract(epoch FROM k.ended_at - k.accepted_at)) * 1000)::float8 FROM contact k
      WHERE k.queue_id = $1 AND k.ended_at > $2 AND k.accepted_at IS NOT NULL) AS "slotMs",
    (SELECT coalesce(sum(s.capacity + extra_capacity(s.staff_id)), 0)::int FROM queue_member m
      JOIN agent_session s ON s.staff_id = m.staff_id AND s.signed_out_at IS NULL AND s.presence <> 'logging_out'
      WHERE m.queue_id = $1) AS slots,
    (SELECT min(k.enqueued_at) FROM contact k WHERE k.queue_id = $1 AND k.state IN ('queued', 'offered')) AS "oldestAt"`;

type HourRow = Omit<Hour, "slotMs" | "oldestAt"> & {
  readonly slotMs: number | null;
  readonly oldestAt: number | null;
};

type QueueRow = Omit<FloorQueue, "waitingSince" | "nightDueAt"> & {
  readonly waitingSince: number | null;
  readonly nightDueAt: number | null;
};
type AgentRow = Omit<FloorAgent, "since" | "backAt"> & {
  readonly since: number;
  readonly backAt: number | null;
};

export const floorView = (client: ClientBase): FloorView => ({
  ...nightsView(client),
  async queues(within, but) {
    const { rows } = await client.query<QueueRow>(QUEUES, [scopeParameter(within), but ?? null]);
    return rows.map((row) => ({
      ...row,
      waitingSince: isoOrNull(row.waitingSince),
      nightDueAt: isoOrNull(row.nightDueAt),
    }));
  },
  async alarms(within) {
    const values = [scopeParameter(within)];
    const { rows } = await client.query<{ id: string; policy: Partial<QueuePolicy> }>(ALARMS, values);
    return new Map(rows.map(({ id, policy }) => [id, readQueuePolicy(policy)]));
  },
  async hour(queueId, at) {
    const { rows } = await client.query<HourRow>(HOUR_SEEN, [queueId, new Date(at - HOUR)]);
    const { publicCame = 0, othersCame = 0, slots = 0, slotMs = null, oldestAt = null } = rows[0] ?? {};
    return { publicCame, othersCame, slots, slotMs: slotMs ?? undefined, oldestAt: oldestAt ?? undefined };
  },
  async agents(within) {
    const { rows } = await client.query<AgentRow>(AGENTS, [scopeParameter(within)]);
    return rows.map((row) => ({ ...row, since: iso(row.since), backAt: isoOrNull(row.backAt) }));
  },
});
