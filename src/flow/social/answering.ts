import type { Delivery } from "../../core/channel/adapter.ts";
import { type Clock, type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import { onTheWay } from "./on-the-way.ts";
import type { SocialAccount, SocialWatch } from "./polling.ts";
import type { AnswerOutcome, Answers, ClaimedAnswer } from "./ports.ts";

const TRY_MS_MAX = 30 * SECOND;
const TRIES_MAX = 5;
const PAUSE_MS = 5 * SECOND;
const MUTE_MS = 10 * MINUTE;

/**
 * Brings public answers to the platform: claimed and committed, tried once, what is known written. Accounts do not wait
 * for each other: one whose platform is silent costs the others nothing.
 */
export function createAnswering(options: {
  readonly answers: Answers;
  readonly accounts: () => readonly SocialAccount[];
  readonly clock: Clock;
  readonly watch: SocialWatch;
}): {
  /** Starts what is due, and waits for none of it. */
  readonly round: () => Promise<number>;
  readonly ended: () => Promise<void>;
} {
  const { answers, accounts, clock, watch } = options;
  const sending = onTheWay();

  async function send(claimed: ClaimedAnswer, { social }: SocialAccount): Promise<void> {
    let delivery: Delivery;
    try {
      delivery = await social.answer(claimed.replyTo, claimed.text, AbortSignal.timeout(TRY_MS_MAX));
    } catch (error) {
      watch.trouble("social answer", error);
      delivery = { kind: "unknown", reason: "adapter_failed" };
    }
    const at = clock();
    const outcome = outcomeOf(delivery, claimed.attempt, at);
    await answers.settle(claimed, outcome, at);
    watch.answered(claimed.accountId, outcome.state, "code" in outcome ? outcome.code : null);
  }

  async function sendAll(account: SocialAccount): Promise<void> {
    try {
      for (;;) {
        const claims = await answers.claim(account.id, account.social.limits.postsPerHour, clock());
        if (claims.length === 0) return;
        // One after the other: the platform takes two at once for a flood (20016).
        for (const claimed of claims) await send(claimed, account);
      }
    } catch (error) {
      watch.trouble("social answer", error);
    }
  }

  return {
    async round() {
      await answers.abandoned();
      for (const account of accounts()) sending.start(account.id, () => sendAll(account));
      return 0;
    },
    ended: sending.ended,
  };
}

/** Where an answer goes after a try; only what provably was not taken is tried again. */
export function outcomeOf(delivery: Delivery, attempt: number, at: Instant): AnswerOutcome {
  switch (delivery.kind) {
    case "accepted":
      return { state: "accepted", externalId: delivery.externalId };
    case "unknown":
      return { state: "unknown", code: delivery.reason };
    case "rejected": {
      const { code, next, afterMs } = delivery;
      if (next === "give_up" || attempt >= TRIES_MAX) return { state: "rejected", code };
      const isMuted = next === "park";
      const pause = afterMs ?? (isMuted ? MUTE_MS : PAUSE_MS * attempt);
      return { state: "queued", code, tryAt: at + pause, isMuted };
    }
  }
}
