import { may, scopeOf } from "../../core/access/actor.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { FloorAgent, FloorQueue } from "./ports.ts";

/** 现场: who waits and who is there, of the queues that she may see. Whoever may not see staff sees numbers alone. */
export const readFloor: Query<
  object,
  { readonly at: string; readonly queues: readonly FloorQueue[]; readonly agents: readonly FloorAgent[] },
  Pick<Stores, "floorView">
> = {
  permission: "floor.read",
  async ask({ store, actor, at }) {
    const within = scopeOf(actor, "floor.read");
    const queues = await store.floorView.queues(within);
    const agents = may(actor, "staff.read") ? await store.floorView.agents(within) : [];
    return { at: new Date(at).toISOString(), queues, agents };
  },
};
