import type { Instant } from "../kernel/instant.ts";
import type { LedgerEntry, LedgerWindow } from "./ledger.ts";

/** A fan's clock on a simulated platform was moved on by so much at a moment. */
export type Jump = { readonly at: Instant; readonly ms: number };

/** How far her clock is ahead at a moment. */
const aheadAt = (jumps: readonly Jump[], at: Instant): number =>
  jumps.reduce((ahead, jump) => (jump.at <= at ? ahead + jump.ms : ahead), 0);

/** What happened, each at its moment by her clock. */
export const byHerClock = (jumps: readonly Jump[], entries: readonly LedgerEntry[]): readonly LedgerEntry[] =>
  jumps.length === 0
    ? entries
    : entries.map((entry) => ({ ...entry, at: entry.at + aheadAt(jumps, entry.at) }));

/** Now by her clock, and how her windows close by ours. */
export function herNow(jumps: readonly Jump[], at: Instant) {
  const aheadMs = aheadAt(jumps, at);
  return {
    at: at + aheadMs,
    ours: (windows: readonly LedgerWindow[]): readonly LedgerWindow[] =>
      aheadMs === 0 ? windows : windows.map((window) => ({ ...window, closesAt: window.closesAt - aheadMs })),
  };
}
