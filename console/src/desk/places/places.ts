import type { TextLimit } from "../../../../src/core/channel/split.ts";
import { type Leaving, placesFor } from "../../../../src/core/ledger/join.ts";
import type { Head, Places } from "../api/wire.ts";

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
      /** Messages that so much more of mine would be, beside what waits to leave already. */
      readonly costOf: (said: readonly Said[]) => number;
      /** She has done something since. */
      readonly isOld?: true;
    }
  /** Nothing until she writes again: too long ago, or all is used up. */
  | { readonly kind: "closed" | "used_up" };

/** A text of mine; null: something that leaves by itself. */
export type Said = string | null;

/** Who speaks, and what one message holds. */
export type Speaker = { readonly staffId: string; readonly limit: TextLimit };

/** Less time than this left is worth a colour, in ms. */
const SCARCE_MS = 3_600_000;
const SCARCE_PLACES = 1;
/** Where not even this finds a place, nothing does. */
const SHORTEST: readonly Said[] = ["."];

export const limitOf = ({ textBytesMax, textCharsMax }: Pick<Head, "textBytesMax" | "textCharsMax">) => ({
  bytesMax: textBytesMax,
  charsMax: textCharsMax ?? Infinity,
});

/** By what was last asked, at a moment: a window closes by the clock alone. What waits to leave has its places already. */
export function speechAt({ windows, waiting }: Places, now: number, { staffId, limit }: Speaker): Speech {
  if (windows === null) return { kind: "free" };
  const open = windows.filter(({ closesAt }) => now < closesAt);
  if (open.length === 0) return { kind: "closed" };
  const taken = placesFor(waiting, limit);
  const costOf = (said: readonly Said[]): number => {
    const mine = said.map((text): Leaving => ({ spender: "agent", staffId, text }));
    return placesFor([...waiting, ...mine], limit) - taken;
  };
  const all = placesIn(open);
  const left = all === null ? null : Math.max(0, all - taken);
  if (left !== null && costOf(SHORTEST) > left) return { kind: "used_up" };
  const closesAt = Math.max(...open.map((window) => window.closesAt));
  const isScarce = closesAt - now < SCARCE_MS || (left !== null && left <= SCARCE_PLACES);
  return { kind: "open", left, closesAt, isScarce, costOf };
}

function placesIn(open: NonNullable<Places["windows"]>): number | null {
  let sum = 0;
  for (const { left } of open) {
    if (left === null) return null;
    sum += left;
  }
  return sum;
}
