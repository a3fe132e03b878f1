import { countsHold, listsHold } from "./count.ts";
import { inOrder, longestIdle, neverStarved, nobodyInVain, seenFairly } from "./order.ts";
import { nothingLost, onePlace, refusalChangesNothing } from "./place.ts";
import { neverTooMuch, offersExclusive, unitsAdd } from "./room.ts";
import type { Check, Seen } from "./seen.ts";

/** What must hold after each step, whatever happened (seats sections 1.3, 2.3 to 2.6, 2.11). */
export const PROMISES = {
  "one place": onePlace,
  "nothing lost": nothingLost,
  "units add up": unitsAdd,
  "never too much": neverTooMuch,
  "exclusive offers": offersExclusive,
  "in order": inOrder,
  "never starved": neverStarved,
  "longest idle": longestIdle,
  "nobody in vain": nobodyInVain,
  "seen fairly": seenFairly,
  "counts hold": countsHold,
  "lists hold": listsHold,
  "a refusal changes nothing": refusalChangesNothing,
} as const satisfies Readonly<Record<string, Check>>;

export type PromiseName = keyof typeof PROMISES | "everything ends" | "the engine runs";

export type Broken = { readonly promise: PromiseName; readonly how: string };

const ALL = Object.entries(PROMISES) as readonly (readonly [keyof typeof PROMISES, Check])[];

/** The first promise that this step broke. */
export function brokenIn(seen: Seen): Broken | undefined {
  for (const [promise, check] of ALL) {
    const how = check(seen);
    if (how !== undefined) return { promise, how };
  }
  return undefined;
}
