import { MINUTE, SECOND } from "../../core/kernel/instant.ts";
import { positionsAfter, type Recorded } from "../../core/ticket/connector.ts";
import type { Claimed, Outcome, Untold } from "./ports.ts";

const FIRST_PAUSE_MS = 2 * SECOND;
/** So soon at the latest a CRM that is back hears what it missed. */
const PAUSE_MS_MAX = 10 * MINUTE;
const DOUBLINGS_MAX = 10;

/**
 * Where a delivery goes after a try. A CRM that is away for hours loses nothing: the ticket waits, with growing pauses.
 * `random` (0 to 1) keeps those that failed together from coming together.
 */
export function outcomeOf(
  recorded: Exclude<Recorded, { kind: "shut" }>,
  claimed: Claimed,
  untold: Untold,
  random: number,
): Outcome {
  switch (recorded.kind) {
    case "recorded":
      return {
        state: "synced",
        externalId: recorded.externalId,
        told: positionsAfter(claimed.told, untold.events),
        more: untold.more,
      };
    case "unavailable": {
      const grown = FIRST_PAUSE_MS * 2 ** Math.min(claimed.failures, DOUBLINGS_MAX);
      const pause = Math.min(grown, PAUSE_MS_MAX) * (0.5 + random / 2);
      return {
        state: "dirty",
        code: recorded.code,
        afterMs: Math.round(Math.max(pause, recorded.afterMs ?? 0)),
      };
    }
    case "refused":
      return { state: "dead", code: recorded.code, detail: recorded.detail };
  }
}
