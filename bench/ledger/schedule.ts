import type { Spender } from "../../src/core/ledger/ledger.ts";
import { HOUR, MINUTE, SECOND } from "../../src/core/kernel/instant.ts";

/** One thing that happens in a conversation. */
export type Step =
  | { readonly does: "write" | "tap_menu" | "scan" | "unfollow" | "follow" }
  | { readonly does: "send"; readonly by: Spender }
  | { readonly does: "wait"; readonly ms: number };

const STEPS_MAX = 40;
const DEEDS = ["write", "write", "write", "tap_menu", "tap_menu", "scan", "unfollow", "follow"] as const;
const SPENDERS = ["agent", "agent", "faq", "notice"] as const;
/** Around every edge of a window, and far beyond it. */
const WAITS = [
  0,
  SECOND,
  20 * SECOND,
  MINUTE - SECOND,
  MINUTE - 1,
  MINUTE,
  MINUTE + SECOND,
  HOUR,
  47 * HOUR,
  48 * HOUR - MINUTE,
  48 * HOUR - SECOND,
  48 * HOUR - 1,
  48 * HOUR,
  72 * HOUR,
] as const;

/** A conversation by chance, the same for the same seed: mostly sends, in bursts, with the fan and the clock between. */
export function drawSchedule(random: () => number): readonly Step[] {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const length = 8 + Math.floor(random() * (STEPS_MAX - 8));
  return Array.from({ length }, (): Step => {
    const chance = random();
    if (chance < 0.45) return { does: "send", by: pick(SPENDERS) };
    if (chance < 0.8) return { does: pick(DEEDS) };
    return { does: "wait", ms: pick(WAITS) };
  });
}
