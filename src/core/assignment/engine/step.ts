import type { Instant } from "../../kernel/instant.ts";
import { dispatch } from "../dispatch/dispatch.ts";
import type { Decision } from "../live/decision.ts";
import type { FloorEvent } from "../live/event.ts";
import type { LiveWorld } from "../live/world.ts";
import { happen } from "./happen.ts";

/**
 * The only door to a world: what happened in one instant, decided together. In each instant first what is due, then
 * what happened, in its order, then one pass of offers; so a click stamped exactly at a deadline comes too late. What
 * was due since the last step is decided as of its own time. Without events: only time has passed.
 *
 * The world is changed in place; whoever needs an earlier one replays its events, which decides the same again.
 */
export function step(world: LiveWorld, events: readonly FloorEvent[], at: Instant): readonly Decision[] {
  if (!world.isStopped) {
    for (let due = nextAt(world); due !== undefined && due < at; due = nextAt(world)) {
      fireDue(world, due);
      dispatch(world, due);
    }
    fireDue(world, at);
  }
  world.at = at;
  for (const event of events) {
    if (event.code === "stopped") world.isStopped = true;
    else if (event.code === "recovered") {
      world.isStopped = false;
      fireDue(world, at);
    } else happen(world, event, at);
  }
  if (!world.isStopped) dispatch(world, at);
  return world.decisions.splice(0);
}

/** When time alone may next bring a decision. */
export const nextAt = (world: LiveWorld): Instant | undefined => world.timers.nextAt();

export function fireDue(world: LiveWorld, at: Instant): void {
  world.at = at;
  for (const timer of world.timers.takeDue(at)) timer.fire(at);
}
