import type { Delivery } from "../../core/channel/adapter.ts";
import { type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import type { Room } from "../../core/ledger/budget.ts";
import type { Place } from "../../core/ledger/place.ts";
import type { Claimed, Outcome } from "./ports.ts";

const FIRST_PAUSE_MS = SECOND;
const PAUSE_GROWS = 3;
const PAUSE_MS_MAX = MINUTE;

/** How long an account's words are worth sending. */
export type SendLimits = { readonly triesMax: number; readonly ageMsMax: number };

/** What was said too long ago would only confuse: a person decides whether it still holds. */
export const isTooLate = ({ at }: Claimed, now: Instant, { ageMsMax }: SendLimits): boolean =>
  now - at > ageMsMax;

/** What is not even tried: the platform would refuse it, or the place is kept for somebody else. */
export function withoutPlace(place: Place): Outcome | undefined {
  switch (place.kind) {
    case "free":
      return undefined;
    case "closed":
      return { state: "expired", code: "window_closed" };
    case "used_up":
      return { state: "rejected", code: "places_used_up" };
    case "kept":
      return { state: "rejected", code: "places_kept" };
  }
}

/**
 * What has no share left of the account's budget. People's words are tried all the same: how much there is we know from
 * pages that may be old, and the platform's own word costs one call.
 */
export const withoutRoom = (room: Room, { class: spender }: Claimed): Outcome | undefined =>
  room === "free" || spender === "agent" ? undefined : { state: "rejected", code: "budget_kept" };

/**
 * Where a row goes after a try. Only what the platform provably did not take is tried again, with growing pauses,
 * so often and as long as the limits say. `random` (0 to 1) keeps those that failed together from coming together.
 */
export function outcomeOf(
  delivery: Delivery,
  claimed: Claimed,
  now: Instant,
  limits: SendLimits,
  random: number,
): Outcome {
  switch (delivery.kind) {
    case "accepted": {
      const { externalId, checkId } = delivery;
      return {
        state: "accepted",
        ...(externalId !== undefined && { externalId }),
        ...(checkId !== undefined && { checkId }),
      };
    }
    case "unknown":
      return { state: "unknown", code: delivery.reason };
    case "rejected": {
      const { code, next, afterMs = 0, triesMax = Infinity } = delivery;
      const pause = Math.max(afterMs, pauseAfter(claimed.attempt) * (1 + random));
      const again =
        next === "retry" &&
        claimed.attempt < Math.min(triesMax, limits.triesMax) &&
        !isTooLate(claimed, now + pause, limits);
      return again ? { state: "queued", code, afterMs: Math.round(pause) } : { state: "rejected", code };
    }
  }
}

const pauseAfter = (attempt: number): number =>
  Math.min(FIRST_PAUSE_MS * PAUSE_GROWS ** (attempt - 1), PAUSE_MS_MAX);
