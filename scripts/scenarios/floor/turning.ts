import { setCapacity } from "../../../src/action/agent/force.ts";
import { putMember, removeMember } from "../../../src/action/queue/members.ts";
import { updateQueue } from "../../../src/action/queue/update-queue.ts";
import { updateStaff } from "../../../src/action/staff/update-staff.ts";
import type { Actor } from "../../../src/core/access/actor.ts";
import type { AgentSpec } from "../../../src/core/assignment/live/agent.ts";
import type { QueueRules } from "../../../src/core/assignment/live/rules.ts";
import { isSame } from "../../../src/core/kernel/same.ts";
import { readQueuePolicy, type QueuePolicy } from "../../../src/core/queue/policy.ts";
import { type Acting, actorOf, idOf, type Outcome } from "./acting.ts";
import { policyOf } from "./policy.ts";
import { abilitiesOf } from "./stage.ts";

const admin = (id: string): Actor => ({ id, grants: [{ role: "admin", queues: "all" }] });

/** Whoever runs the floor changes a queue's policy: what differs from before. */
export async function turnQueue({ stage, perform }: Acting, rules: QueueRules): Outcome {
  const id = idOf(stage.queues, rules.id);
  const { rows } = await stage.client.query<{ version: number; policy: Partial<QueuePolicy> }>(
    "SELECT version, policy FROM queue WHERE id = $1",
    [id],
  );
  const [before] = rows;
  const [was, now] = [readQueuePolicy(before?.policy ?? {}), readQueuePolicy(policyOf(rules, stage.queues))];
  const names = new Set([...Object.keys(was), ...Object.keys(now)]) as Set<keyof QueuePolicy>;
  const policy = Object.fromEntries(
    [...names].flatMap((name) => (isSame(was[name], now[name]) ? [] : [[name, now[name] ?? null]])),
  );
  await perform(updateQueue, { id, version: before?.version ?? 1, policy }, admin(stage.ids()));
  return undefined;
}

/** What she can, which queues she serves, and how much at once: for good, and on her seat. */
export async function turnAgent(acting: Acting, spec: AgentSpec): Outcome {
  const { stage, perform } = acting;
  const by = admin(stage.ids());
  const id = idOf(stage.staff, spec.id);
  const { rows } = await stage.client.query<{ version: number; isSeated: boolean; queues: string[] }>(
    `SELECT version, EXISTS (SELECT FROM agent_session WHERE staff_id = staff.id AND signed_out_at IS NULL) AS "isSeated",
       ARRAY (SELECT queue_id::text FROM queue_member WHERE staff_id = staff.id) AS queues FROM staff WHERE id = $1`,
    [id],
  );
  const [before] = rows;
  const { capacity } = spec;
  const given = { id, version: before?.version ?? 1, capacity, abilities: abilitiesOf(spec) };
  await perform(updateStaff, given, by);
  const hers = spec.memberships.map((one) => ({ ...one, queueId: idOf(stage.queues, one.queueId) }));
  for (const { queueId, level, priority, delayMs } of hers)
    await perform(putMember, { id: queueId, staffId: id, level, priority, delayMs }, by);
  for (const queueId of before?.queues ?? [])
    if (!hers.some((one) => one.queueId === queueId))
      await perform(removeMember, { id: queueId, staffId: id }, by);
  if (before?.isSeated === true) await perform(setCapacity, { id, capacity }, actorOf(stage, spec.id));
  return undefined;
}
