import { may, scopeOf, type Scope } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { alarmsOf, type QueueAlarm } from "../../core/queue/alarm.ts";
import { defaultQueuePolicy } from "../../core/queue/policy.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { FloorAgent, FloorQueue } from "./ports.ts";

type Store = Pick<Stores, "floorView">;
type Watched = FloorQueue & { readonly alarms: readonly QueueAlarm[] };

/** 现场: who waits and who is there, of the queues that she may see. Whoever may not see staff sees numbers alone. */
export const readFloor: Query<
  object,
  { readonly at: string; readonly queues: readonly Watched[]; readonly agents: readonly FloorAgent[] },
  Store
> = {
  permission: "floor.read",
  async ask({ store, actor, at }) {
    const within = scopeOf(actor, "floor.read");
    const queues = await watched(store, within, at);
    const agents = may(actor, "staff.read") ? await store.floorView.agents(within) : [];
    return { at: new Date(at).toISOString(), queues, agents };
  },
};

/** 报警: those of her queues that have passed a threshold, on whatever page she is. */
export const readAlarms: Query<
  object,
  { readonly items: readonly Pick<Watched, "id" | "name" | "alarms">[] },
  Store
> = {
  permission: "floor.read",
  async ask({ store, actor, at }) {
    const queues = await watched(store, scopeOf(actor, "floor.read"), at);
    const items = queues.map(({ id, name, alarms }) => ({ id, name, alarms }));
    return { items: items.filter(({ alarms }) => alarms.length > 0) };
  },
};

async function watched(store: Store, within: Scope, at: Instant): Promise<readonly Watched[]> {
  const queues = await store.floorView.queues(within);
  const thresholds = await store.floorView.alarms(within);
  return queues.map((queue) => {
    const { id, waiting, free, waitingSince } = queue;
    const since = waitingSince === null ? undefined : Date.parse(waitingSince);
    const seen = { waiting, free, waitingSince: since };
    return { ...queue, alarms: alarmsOf(seen, thresholds.get(id) ?? defaultQueuePolicy, at) };
  });
}
