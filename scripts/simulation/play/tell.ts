import type { Decision } from "../../../src/core/assignment/live/decision.ts";
import type { LiveWorld } from "../../../src/core/assignment/live/world.ts";
import { nextAt } from "../../../src/core/assignment/engine/step.ts";
import { type Broken, brokenIn } from "../promise/all.ts";
import { remember } from "../promise/seen.ts";
import type { Moment, Step } from "../day/house.ts";

export type Told = { readonly decisions: readonly Decision[]; readonly broken: Broken | undefined };

/** Tells the engine of one moment, and looks at what it made of it. What it throws breaks a promise, too. */
export function tell(world: LiveWorld, { at, event }: Moment, step: Step): Told {
  const before = remember(world);
  const due = nextAt(world);
  const isOneInstant = !world.isStopped && event?.code !== "recovered" && (due === undefined || due >= at);
  try {
    const decisions = step(world, event === undefined ? [] : [event], at);
    const isEventAlone = isOneInstant && due !== at;
    const seen = { world, before, at, event, decisions, isOneInstant, isEventAlone };
    return { decisions, broken: brokenIn(seen) };
  } catch (error) {
    const how = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { decisions: [], broken: { promise: "the engine runs", how } };
  }
}
