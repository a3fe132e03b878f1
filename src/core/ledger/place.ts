import type { Settings } from "../setting/registry.ts";
import type { LedgerWindow, Spender } from "./ledger.ts";

/** How places are shared (days G31). */
export type PlacePolicy = {
  /** Of the last window these are people's until its end. */
  readonly keptForPeople: number;
  /** So many places of one window go to notices, all together. */
  readonly noticesMax: number;
};

/** Whether there is a place, and why not. */
export type Place =
  | { readonly kind: "free" }
  /** No window is open: nothing may be said until she does something. */
  | { readonly kind: "closed" }
  /** All places are taken: until her next word. */
  | { readonly kind: "used_up" }
  /** What is left is kept for people. */
  | { readonly kind: "kept" };

/**
 * Whether `spender` may take one more place. A window of a minute serves whoever comes first, as nobody can keep it; in
 * the one that a message opens, where places are counted, the bot stops before those that a person may need.
 */
export function placeFor(windows: readonly LedgerWindow[], spender: Spender, policy: PlacePolicy): Place {
  if (windows.length === 0) return { kind: "closed" };
  const payer = windows.find(({ left }) => left > 0);
  if (payer === undefined) return { kind: "used_up" };
  if (spender === "agent" || payer.trigger !== "message" || payer.of === Infinity) return { kind: "free" };
  const told = spender === "notice" && payer.notices >= policy.noticesMax;
  return told || payer.left <= policy.keptForPeople ? { kind: "kept" } : { kind: "free" };
}

/** Places left in all windows together; Infinity where they are not counted. */
export const placesLeft = (windows: readonly LedgerWindow[]): number =>
  windows.reduce((sum, { left }) => sum + left, 0);

/** Whether a message costs a place now. */
export const isCounted = (windows: readonly LedgerWindow[]): boolean => Number.isFinite(placesLeft(windows));

export const placePolicyOf = (settings: Settings): PlacePolicy => ({
  keptForPeople: settings["ledger.keptForPeople"],
  noticesMax: settings["ledger.noticesMax"],
});
