import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { changedPolicy, given, type GivenPolicy } from "./given.ts";
import type { Queue } from "./ports.ts";
import { refuseGoneLeader, refuseLedTo, refuseOverflow, theQueue } from "./rules.ts";
import { type ShownQueue, shownQueue } from "./shown.ts";

/**
 * Changes what is given; of the policy, the fields that are given.
 * @throws Fault `queue_gone`, `version_conflict`, `overflow_gone`, `overflow_elsewhere`, `overflow_circle` {queues},
 * `leader_queue_gone`, `queue_led_to` {queues}
 */
export const updateQueue: Action<
  {
    readonly id: string;
    readonly version: number;
    readonly name?: string | undefined;
    readonly policy?: GivenPolicy | undefined;
    readonly state?: Queue["state"] | undefined;
  },
  ShownQueue,
  Pick<Stores, "preset" | "queue">
> = {
  id: "queue.updated",
  permission: "queue.write",
  async run({ store }, { id, version, name, policy, state }) {
    const queue = await theQueue(store, id);
    if (queue.version !== version) {
      throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
    }
    await refuseOverflow(store, queue, policy?.overflowTo);
    await refuseGoneLeader(store, policy?.leaderQueueId);
    if (state === "closed" && queue.state !== "closed") await refuseLedTo(store, id);
    await store.queue.update(queue, {
      ...given({ name, state }),
      ...(policy === undefined ? {} : { policy: changedPolicy(queue.policy, policy) }),
    });
    return {
      result: shownQueue(await theQueue(store, id)),
      audit: [{ subject: "queue", subjectId: id, data: given({ name, state, policy }) }],
      wakes: ["seat", "floor"],
    };
  },
};
