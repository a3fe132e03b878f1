import type { Delivery, PlatformAdapter } from "../../core/channel/adapter.ts";
import { type Clock, type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import type { PlacePolicy } from "../../core/ledger/place.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";
import type { SendLimits } from "./outcome.ts";
import type { Claimed } from "./ports.ts";

/** For all of a try: a token, an upload, the send. Less than the lease. */
const TRY_MS_MAX = 45 * SECOND;
/** An account that may not send is asked again after this at the latest: somebody may have put it right. */
const PAUSE_MS_MAX = 10 * MINUTE;

/** An account that can send. */
export type SendChannel = {
  readonly accountId: string;
  readonly deliver: NonNullable<PlatformAdapter["deliver"]>;
  readonly limits: SendLimits;
  /** What the platform allows outside of webhooks, and how we share it out; absent: everything. */
  readonly ledger?: { readonly rules: LedgerRules; readonly policy: PlacePolicy };
};

/** One try to send, and what is known after it. Remembers which accounts may not send for the moment. */
export type Attempt = (claimed: Claimed, channel: SendChannel) => Promise<Delivery>;

export function createAttempt(options: {
  readonly clock: Clock;
  /** We stop: what is under way ends now, with what is known. */
  readonly stop: AbortSignal;
  readonly onError: (error: unknown) => void;
}): Attempt {
  const { clock, stop, onError } = options;
  const paused = new Map<string, { readonly code: string; readonly until: Instant }>();

  function pauseOf(accountId: string): string | undefined {
    const pause = paused.get(accountId);
    return pause !== undefined && pause.until > clock() ? pause.code : undefined;
  }

  return async ({ accountId, to, at, content }, { deliver }) => {
    const pause = pauseOf(accountId);
    if (pause !== undefined) return giveUp(pause);
    if (content === undefined) return giveUp("content_gone");
    const signal = AbortSignal.any([stop, AbortSignal.timeout(TRY_MS_MAX)]);
    try {
      const delivery = await deliver({ to, at, content }, signal);
      if (delivery.kind === "rejected" && delivery.next === "park") {
        const { code, afterMs = PAUSE_MS_MAX } = delivery;
        paused.set(accountId, { code, until: clock() + Math.min(afterMs, PAUSE_MS_MAX) });
      }
      return delivery;
    } catch (error) {
      // An adapter that throws has told nothing, so the fan may have it.
      onError(error);
      return { kind: "unknown", reason: "adapter_failed" };
    }
  };
}

const giveUp = (code: string): Delivery => ({ kind: "rejected", code, next: "give_up" });
