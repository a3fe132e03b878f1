import { Fault } from "../../core/kernel/fault.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { QueueGroup } from "./ports.ts";
import { changedPolicy, type GivenPolicy } from "./given.ts";
import { refuseGoneGroup, refuseGoneLeader, refuseOverflow, theQueue } from "./rules.ts";
import { type ShownQueue, shownQueue } from "./shown.ts";

/** @throws Fault `group_name_taken` {name} */
export const createGroup: Action<{ readonly name: string }, QueueGroup, Pick<Stores, "queue">> = {
  id: "queue_group.created",
  permission: "queue.write",
  async run({ store, at, ids }, { name }) {
    if ((await store.queue.groups()).some((group) => group.name === name)) {
      throw new Fault("group_name_taken", "Another group has this name.", { name });
    }
    const group = { id: ids(), name };
    await store.queue.createGroup(group, at);
    return { result: group, audit: [{ subject: "queue_group", subjectId: group.id }] };
  },
};

/** @throws Fault `group_gone`, `queue_key_taken` {key}, `overflow_gone`, `overflow_elsewhere` */
export const createQueue: Action<
  {
    readonly groupId: string;
    readonly key: string;
    readonly name: string;
    readonly policy: GivenPolicy;
  },
  ShownQueue,
  Pick<Stores, "queue">
> = {
  id: "queue.created",
  permission: "queue.write",
  async run({ store, at, ids }, { groupId, key, name, policy }) {
    await refuseGoneGroup(store, groupId);
    if ((await store.queue.list("all")).some((queue) => queue.key === key)) {
      throw new Fault("queue_key_taken", "Another queue has this key.", { key });
    }
    const id = ids();
    await refuseOverflow(store, { id, groupId }, policy.overflowTo);
    await refuseGoneLeader(store, policy.leaderQueueId);
    await store.queue.create(
      { id, groupId, key, name, policy: changedPolicy({}, policy), state: "active" },
      at,
    );
    return {
      result: shownQueue(await theQueue(store, id)),
      audit: [{ subject: "queue", subjectId: id, data: { key, policy } }],
      wakes: ["seat"],
    };
  },
};
