import type { Places } from "../api/wire.ts";

/** What may still be said to a customer outside of a webhook's answer. */
export type Speech =
  /** The platform knows no windows. */
  | { readonly kind: "free" }
  | {
      readonly kind: "open";
      /** Messages left; null where they are not counted. */
      readonly left: number | null;
      readonly closesAt: number;
      /** It ends soon, by the clock or by the count. */
      readonly isScarce: boolean;
      /** She has done something since. */
      readonly isOld?: true;
    }
  /** Nothing until she writes again: too long ago, or all is used up. */
  | { readonly kind: "closed" | "used_up" };

/** Less time than this left is worth a colour, in ms. */
const SCARCE_MS = 3_600_000;
const SCARCE_PLACES = 1;

/** By what was last asked, at a moment: a window closes by the clock alone. Words on their way have their places already. */
export function speechAt({ windows, waiting }: Places, now: number): Speech {
  if (windows === null) return { kind: "free" };
  const open = windows.filter(({ closesAt }) => now < closesAt);
  if (open.length === 0) return { kind: "closed" };
  const left = placesIn(open, waiting);
  if (left === 0) return { kind: "used_up" };
  const closesAt = Math.max(...open.map((window) => window.closesAt));
  const isScarce = closesAt - now < SCARCE_MS || (left !== null && left <= SCARCE_PLACES);
  return { kind: "open", left, closesAt, isScarce };
}

function placesIn(open: NonNullable<Places["windows"]>, waiting: number): number | null {
  let sum = -waiting;
  for (const { left } of open) {
    if (left === null) return null;
    sum += left;
  }
  return Math.max(0, sum);
}
