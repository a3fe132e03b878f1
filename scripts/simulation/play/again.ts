import { openWorld, type Opening } from "../../../src/core/assignment/engine/open.ts";
import type { Broken } from "../promise/all.ts";
import type { Moment, Step } from "../day/house.ts";
import { tell } from "./tell.ts";

/** A day as it can be played again: the floor as it opened, and what the engine was told. */
export type Day = { readonly opening: Opening; readonly journal: readonly Moment[] };

export type Replay = {
  readonly broken: Broken | undefined;
  /** How many moments were told. */ readonly told: number;
};

/** The same moments on the same floor, up to the first promise that breaks. */
export function playAgain({ opening, journal }: Day, step: Step): Replay {
  const world = openWorld(opening);
  let told = 0;
  for (const moment of journal) {
    told += 1;
    const { broken } = tell(world, moment, step);
    if (broken !== undefined) return { broken, told };
  }
  return { broken: undefined, told };
}

/** What shortening may cost, in moments told. */
const MOMENTS_MAX = 300_000;

/**
 * The fewest moments that still break the same promise: parts are left out, ever smaller ones, as long as it does. What
 * can happen only to what has come is refused where that was left out, so any part of a day is a day.
 */
export function shorten(day: Day, broken: Broken, step: Step): readonly Moment[] {
  let told = 0;
  const breaks = (journal: readonly Moment[]): readonly Moment[] | undefined => {
    const again = playAgain({ ...day, journal }, step);
    told += again.told;
    return again.broken?.promise === broken.promise ? journal.slice(0, again.told) : undefined;
  };
  let shortest = breaks(day.journal);
  // Only at the end of a day can be seen that something never ends.
  if (shortest === undefined) return day.journal;
  for (let size = Math.ceil(shortest.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < shortest.length && told < MOMENTS_MAX;) {
      const without: readonly Moment[] = [...shortest.slice(0, from), ...shortest.slice(from + size)];
      const shorter = breaks(without);
      if (shorter === undefined) from += size;
      else shortest = shorter;
    }
  }
  return shortest;
}
