import type { Delivery, PlatformAdapter } from "../../core/channel/adapter.ts";
import type { TextLimit } from "../../core/channel/split.ts";
import { type Clock, type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import { budgetKindOf } from "../../core/ledger/budget.ts";
import type { PlacePolicy } from "../../core/ledger/place.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";
import type { Budgeted } from "./budgets.ts";
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
  /** How long a text of one message may be. */
  readonly textLimit: TextLimit;
  /** What the platform allows outside of webhooks, and how we share it out; absent: everything. */
  readonly ledger?: { readonly rules: LedgerRules; readonly policy: PlacePolicy };
  /** What it allows the whole account; none where nobody has said. */
  readonly budgets: Budgeted["budgets"];
};

/** One try to send, and what is known after it. Remembers what accounts may not send for the moment. */
export type Attempt = (claimed: Claimed, channel: SendChannel) => Promise<Delivery>;

export function createAttempt(options: {
  readonly clock: Clock;
  /** We stop: what is under way ends now, with what is known. */
  readonly stop: AbortSignal;
  readonly onError: (error: unknown) => void;
}): Attempt {
  const { clock, stop, onError } = options;
  const paused = new Map<string, { readonly code: string; readonly until: Instant }>();

  function pauseOf(path: string): string | undefined {
    const pause = paused.get(path);
    return pause !== undefined && pause.until > clock() ? pause.code : undefined;
  }

  return async ({ accountId, to, at, content, persona, class: kind }, { deliver }) => {
    // Rights and quotas are a path's: who may send no more notices today still may speak.
    const path = `${accountId} ${budgetKindOf(content)}`;
    const pause = pauseOf(path);
    if (pause !== undefined) return giveUp(pause);
    if (content === undefined) return giveUp("content_gone");
    const signal = AbortSignal.any([stop, AbortSignal.timeout(TRY_MS_MAX)]);
    try {
      const by = kind === "agent" ? "person" : "machine";
      const delivery = await deliver({ to, at, content, by, ...(persona !== null && { persona }) }, signal);
      if (delivery.kind === "rejected" && delivery.next === "park") {
        const { code, afterMs = PAUSE_MS_MAX } = delivery;
        paused.set(path, { code, until: clock() + Math.min(afterMs, PAUSE_MS_MAX) });
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
