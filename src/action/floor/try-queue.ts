import { type Actor, scopeOf } from "../../core/access/actor.ts";
import type { Candidate, Explanation } from "../../core/assignment/explain/explanation.ts";
import { explainNow } from "../../core/assignment/explain/replay.ts";
import { openMirror } from "../../core/assignment/mirror/mirror.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { IMAGINED_ID, type Imagined, imaginedContact } from "../../core/queue/imagined.ts";
import { readQueuePolicy } from "../../core/queue/policy.ts";
import { rulesOf } from "../../core/queue/rules.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { changedPolicy, type GivenPolicy } from "../queue/given.ts";
import { queueGone, theQueue } from "../queue/rules.ts";
import type { Queue } from "../queue/ports.ts";

type Store = Pick<Stores, "floor" | "queue" | "staff">;

export type Tried = { readonly explanation: Explanation; readonly names: ReadonlyMap<string, string> };

/**
 * 谁会接到: who would get a customer who is not there, on the floor as it is now, and why each other member of the queue
 * not; by the engine itself. With a policy, as if the queue had it already.
 * @throws Fault `queue_gone`, `queue_closed`, `skill_unknown` {skill}
 */
export const tryQueue: Query<
  Omit<Imagined, "queueId" | "preferId"> & {
    readonly id: string;
    readonly preferId?: string | undefined;
    readonly policy?: GivenPolicy | undefined;
  },
  Tried,
  Store
> = {
  permission: "staff.read",
  async ask({ store, actor, at }, { id, policy: draft = {}, ...wish }) {
    const queue = await theQueue(store, id);
    refuseStranger(actor, id);
    await refuseUnknownSkill(store, wish.skills);
    const around = await store.floor.of(id, at);
    if (queue.state === "closed" || around === undefined)
      throw new Fault("queue_closed", "This queue is closed. Open it first.");
    const { floor, limits, names } = around;
    const policy = readQueuePolicy(changedPolicy(queue.policy, draft));
    const rules = rulesOf({ id, version: queue.version, policy }, limits);
    const imagined = imaginedContact({ ...wish, queueId: id, preferId: wish.preferId }, policy, at);
    const world = openMirror(
      {
        queues: floor.queues.map((one) => (one.id === id ? rules : one)),
        agents: floor.agents,
        contacts: [...floor.contacts, imagined],
      },
      at,
    );
    const explanation = explainNow(world, IMAGINED_ID);
    if (explanation === undefined) throw new Error("the floor lost a contact that it was just told");
    return {
      explanation: { ...explanation, candidates: [...explanation.candidates, ...absent(queue, explanation)] },
      names: new Map([...names, ...queue.members.map(({ staffId, name }) => [staffId, name] as const)]),
    };
  },
};

/** Members who are not on the floor at all. */
const absent = ({ members }: Queue, { candidates, more }: Explanation): readonly Candidate[] => {
  const there = new Set(candidates.map(({ agentId }) => agentId));
  if (more > 0) return [];
  return members
    .filter(({ staffId }) => !there.has(staffId))
    .map(({ staffId }) => ({ agentId: staffId, passedOver: { why: "not_ready", presence: "offline" } }));
};

function refuseStranger(actor: Actor, id: string): void {
  const scope = scopeOf(actor, "staff.read");
  if (scope !== "all" && !scope.includes(id)) throw queueGone();
}

async function refuseUnknownSkill(store: Store, wanted: Imagined["skills"]): Promise<void> {
  if (wanted.length === 0) return;
  const known = new Set((await store.staff.skills("all")).map(({ skill }) => skill));
  const unknown = wanted.find(({ skill }) => !known.has(skill));
  if (unknown === undefined) return;
  const { skill } = unknown;
  throw new Fault("skill_unknown", `Nobody has the skill ${skill}.`, { skill });
}
