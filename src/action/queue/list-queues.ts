import { scopeOf } from "../../core/access/actor.ts";
import { defaultQueuePolicy, type QueuePolicy } from "../../core/queue/policy.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { QueueGroup } from "./ports.ts";
import { type ShownQueue, shownQueue } from "./shown.ts";

/** All groups, and the queues that she may see. */
export const listQueues: Query<
  object,
  {
    readonly groups: readonly QueueGroup[];
    readonly queues: readonly ShownQueue[];
    readonly usual: QueuePolicy;
  },
  Pick<Stores, "queue">
> = {
  permission: "queue.read",
  async ask({ store, actor }) {
    const queues = await store.queue.list(scopeOf(actor, "queue.read"));
    return {
      groups: await store.queue.groups(),
      queues: queues.map(shownQueue),
      usual: defaultQueuePolicy,
    };
  },
};
