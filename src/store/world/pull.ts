import type { ClientBase } from "pg";

import type { Pulling } from "../../action/list/ports.ts";
import type { Scope } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Abilities } from "../../core/queue/abilities.ts";
import type { Demand } from "../../core/queue/demand.ts";
import type { Lane } from "../../core/queue/lane.ts";
import { type QueuePolicy, readQueuePolicy } from "../../core/queue/policy.ts";
import type { Pullable } from "../../core/queue/pull.ts";
import type { Presence } from "../../core/seating/presence.ts";
import { scopeParameter } from "../people/scope.ts";
import { queueOf } from "./rows.ts";

/** Whoever waits behind so many is not among the first whom anybody is shown. */
const LOOKED_MAX = 500;

const SEAT = /* sql */ `
  SELECT presence, capacity - used AS room FROM agent_session WHERE staff_id = $1 AND signed_out_at IS NULL`;

/** As `isClaimed` has it. */
const CLAIMED = "(q.policy ->> 'mode' = 'pull' OR q.policy ->> 'strategy' = 'broadcast')";

/** Called for, and somebody else's a moment ago. $2 since then. */
const TAKEN = /* sql */ `
  SELECT k.id AS "contactId", owner.name AS by
  FROM contact k JOIN account a ON a.id = k.account_id JOIN staff owner ON owner.id = k.owner_id
  WHERE k.state = 'active' AND k.accepted_at > $2 AND k.owner_id <> $1 AND ${queueOf("k", "a")} IN (
    SELECT q.id FROM queue_member m JOIN queue q ON q.id = m.queue_id AND q.state = 'active'
    WHERE m.staff_id = $1 AND q.policy ->> 'strategy' = 'broadcast')
  ORDER BY k.accepted_at DESC LIMIT 20`;

const WAITING = /* sql */ `
  SELECT k.id, k.enqueued_at AS "enqueuedAt", k.demand, k.lane, c.surface = 'public' AS "isPublic", t.due_at AS "dueAt",
    q.policy, m.level, m.delay_ms AS "delayMs", staff.abilities
  FROM contact k
    JOIN conversation c ON c.id = k.conversation_id
    JOIN account a ON a.id = k.account_id
    JOIN queue q ON q.id = ${queueOf("k", "a")} AND q.state = 'active' AND ${CLAIMED}
    JOIN queue_member m ON m.queue_id = q.id AND m.staff_id = $1
    JOIN staff ON staff.id = m.staff_id
    LEFT JOIN social_thread t ON t.contact_id = k.id
  WHERE k.state = 'queued' AND ($2::uuid[] IS NULL OR q.id = ANY ($2))
  ORDER BY k.enqueued_at, k.id LIMIT ${LOOKED_MAX}`;

type Row = {
  readonly id: string;
  readonly enqueuedAt: Instant;
  readonly demand: Demand | null;
  readonly lane: Lane | null;
  readonly isPublic: boolean;
  readonly dueAt: Instant | null;
  readonly policy: Partial<QueuePolicy>;
  readonly level: number;
  readonly delayMs: number;
  readonly abilities: Abilities;
};

/** What waits in those of her queues whose agents take, and how she sits. */
export async function pullingOf(
  client: ClientBase,
  staffId: string,
  within: Scope,
  takenSince: Instant,
): Promise<Pulling> {
  const [seat] = (await client.query<{ presence: Presence; room: number }>(SEAT, [staffId])).rows;
  const { rows } = await client.query<Row>(WAITING, [staffId, scopeParameter(within)]);
  const presence = seat?.presence ?? "offline";
  return {
    seat,
    taken: (await client.query<Pulling["taken"][number]>(TAKEN, [staffId, new Date(takenSince)])).rows,
    waiting: rows.map(({ demand, lane, dueAt, policy, level, delayMs, abilities, ...row }): Pullable => ({
      ...row,
      ...(demand !== null && { demand }),
      lane: lane ?? undefined,
      dueAt: dueAt ?? undefined,
      policy: readQueuePolicy(policy),
      puller: { staffId, presence, level, delayMs, abilities },
    })),
  };
}
