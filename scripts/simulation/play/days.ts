import { playAgain, shorten } from "./again.ts";
import type { Moment, Step } from "../day/house.ts";
import { type Run, runDay } from "../day/run.ts";

/** What days in a row came to. */
export type Days = {
  readonly runs: number;
  readonly events: number;
  readonly failed: Failed | undefined;
};

/** The day that broke a promise, and the fewest of its moments that still do. */
export type Failed = Run & { readonly shortest: readonly Moment[] };

export type DaysOptions = {
  /** Of the first day; each next has the next. */
  readonly seed: number;
  readonly runs: number;
  /** Per day. */
  readonly events: number;
  readonly step: Step;
  readonly say?: (runs: number, events: number) => void;
};

/** Day after day, each on another floor, up to the first that breaks a promise. */
export function runDays({ seed, runs, events: eventsMax, step, say }: DaysOptions): Days {
  let events = 0;
  for (let n = 0; n < runs; n += 1) {
    const run = runDay(seed + n, eventsMax, step);
    events += run.events;
    say?.(n + 1, events);
    if (run.broken === undefined) continue;
    const shortest = shorten(run, run.broken, step);
    // It must be the same engine that breaks it: one that has a memory of its own cannot be played again.
    const again = playAgain({ opening: run.opening, journal: shortest }, step).broken;
    const isSame = again?.promise === run.broken.promise;
    return { runs: n + 1, events, failed: { ...run, shortest: isSame ? shortest : run.journal } };
  }
  return { runs, events, failed: undefined };
}
