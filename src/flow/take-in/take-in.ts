import type { Arrival, HotStore } from "../ports.ts";
import { fanOf } from "./arrival.ts";
import { createLane, type Lane } from "./lane/lane.ts";
import type { LaneContext } from "./lane-context.ts";
import type { Answer } from "./lane/ticket.ts";

/** All lanes of this process. */
export type TakeIn = {
  /** Rejects with NotTaken where nothing was stored. */
  readonly accept: (arrival: Arrival) => Promise<Answer>;
  /** Messages that wait for their batch. */
  readonly waiting: () => number;
  readonly drain: () => Promise<void>;
};

/**
 * A fan's messages all go through the same lane, so their order is the order of arrival. `asideStore` serves the
 * fans whose conversation is locked by somebody else.
 */
export function createTakeIn(
  stores: readonly HotStore[],
  asideStore: HotStore,
  context: Omit<LaneContext, "store">,
): TakeIn {
  const aside = createLane({ ...context, store: asideStore });
  const lanes = stores.map((store) => createLane({ ...context, store }, aside));
  const laneOf = (arrival: Arrival): Lane => lanes[spread(fanOf(arrival), lanes.length)] ?? aside;
  return {
    accept: (arrival) => laneOf(arrival).accept(arrival),
    waiting: () => lanes.reduce((sum, lane) => sum + lane.waiting(), aside.waiting()),
    async drain() {
      await Promise.all(lanes.map((lane) => lane.drain()));
      await aside.drain();
    },
  };
}

/** FNV-1a, to spread fans evenly. */
function spread(text: string, over: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0) % over;
}
