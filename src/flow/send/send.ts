import { setTimeout as delay } from "node:timers/promises";

import type { Delivery } from "../../core/channel/adapter.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import { placeFor } from "../../core/ledger/place.ts";
import type { Crash } from "../crash-point.ts";
import { createAttempt, type SendChannel } from "./attempt.ts";
import { isTooLate, outcomeOf, withoutPlace } from "./outcome.ts";
import type { Claimed, Touched, Outcome, Outgoing, Settled } from "./ports.ts";

/** Of one account at a time: a slow platform takes up its own places only. */
const UNDER_WAY_MAX = 16;
/** So often, so far apart, an outcome is written again while the database is away; then the lease speaks. */
const WRITE_TRIES_MAX = 40;
const WRITE_PAUSE_MS = 500;
/** What is under way when we stop has so long to end by itself. */
const STOP_MS = 3 * SECOND;

/** What the loop tells of itself: ids and codes, never a word of a message. */
export type SendWatch = {
  readonly sent: (claimed: Claimed, outcome: Outcome, more: SendDetail) => void;
  readonly abandoned: (count: number) => void;
  readonly trouble: (what: string, error: unknown) => void;
};
export type SendDetail = {
  /** False where somebody has decided on the row before we knew. */
  readonly written: boolean;
  readonly tookMs: number;
  /** Says more of the code. */
  readonly detail: string | undefined;
};

export type SendOptions = {
  readonly outgoing: Outgoing;
  readonly channels: () => readonly SendChannel[];
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  readonly crash: Crash;
  readonly watch: SendWatch;
  /** Words of a conversation have a new state, committed; `owners` are the agents who have it on their desks. */
  readonly told: (conversation: Touched) => void;
  /** There is room again: time for the next round. */
  readonly again: () => void;
};

export type Send = {
  /** Starts what is due and has room; returns how much that was. */
  readonly round: () => Promise<number>;
  /** Lets what is under way end, and writes how it ended. */
  readonly close: () => Promise<void>;
};

/**
 * Brings our words to the platform: one conversation's in order, several conversations at once. A row is claimed
 * and that is committed, then its bytes may leave, then what is known is written; so whatever dies in between
 * leaves a row that says so.
 */
export function createSend(options: SendOptions): Send {
  const { outgoing, crash, watch, told, again } = options;
  const underWay = new Map<Claimed, Promise<void>>();
  const stop = new AbortController();
  const send = createTry(options, stop.signal);

  function start(claimed: Claimed, channel: SendChannel): void {
    const sending = send(claimed, channel)
      .catch((error: unknown) => watch.trouble("send", error))
      .finally(() => {
        underWay.delete(claimed);
        again();
      });
    underWay.set(claimed, sending);
  }

  const freeFor = (accountId: string): number =>
    UNDER_WAY_MAX - [...underWay.keys()].filter((claimed) => claimed.accountId === accountId).length;

  return {
    async round() {
      const gone = await outgoing.abandoned();
      gone.forEach(told);
      if (gone.length > 0) watch.abandoned(gone.length);

      const channels = new Map(options.channels().map((channel) => [channel.accountId, channel]));
      const room = [...channels.keys()]
        .map((accountId) => ({ accountId, free: freeFor(accountId) }))
        .filter(({ free }) => free > 0);
      const claims = room.length === 0 ? [] : await outgoing.claim(room);
      if (claims.length > 0) crash("send.claimed");
      for (const claimed of claims) {
        const channel = channels.get(claimed.accountId);
        if (channel !== undefined) start(claimed, channel);
      }
      return claims.length;
    },
    async close() {
      const over = setTimeout(() => stop.abort(), STOP_MS);
      await Promise.all(underWay.values());
      clearTimeout(over);
    },
  };
}

/** A claimed row's way to its end: tried, written, told. */
function createTry(options: SendOptions, stop: AbortSignal) {
  const { outgoing, clock, random, crash, watch, told } = options;
  const attempt = createAttempt({ clock, stop, onError: (error) => watch.trouble("deliver", error) });

  async function outcomeFor(claimed: Claimed, channel: SendChannel): Promise<[Outcome, Delivery?]> {
    const { limits, ledger } = channel;
    if (isTooLate(claimed, clock(), limits)) return [{ state: "expired", code: "too_late" }];
    const homeless = ledger && withoutPlace(await placeOf(claimed, ledger));
    if (homeless !== undefined) return [homeless];
    const delivery = await attempt(claimed, channel);
    crash("send.delivered");
    return [outcomeOf(delivery, claimed, clock(), limits, random()), delivery];
  }

  async function placeOf(claimed: Claimed, { rules, policy }: NonNullable<SendChannel["ledger"]>) {
    const { windows, isServed } = await outgoing.windows(claimed, rules, clock());
    // Nobody has to keep a place for the end of a request that is over.
    return placeFor(windows, claimed.class, isServed ? policy : { ...policy, keptForPeople: 0 });
  }

  /** The bytes have left: what is known must not be lost because the database is away for a moment. */
  async function write(claimed: Claimed, outcome: Outcome): Promise<Settled> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await outgoing.settle(claimed, outcome);
      } catch (error) {
        watch.trouble("outcome", error);
        if (tries === WRITE_TRIES_MAX || stop.aborted) throw error;
        await delay(WRITE_PAUSE_MS);
      }
    }
  }

  return async (claimed: Claimed, channel: SendChannel): Promise<void> => {
    const began = clock();
    const [outcome, delivery] = await outcomeFor(claimed, channel);
    const { written, owners } = await write(claimed, outcome);
    const detail = delivery !== undefined && "detail" in delivery ? delivery.detail : undefined;
    watch.sent(claimed, outcome, { written, tookMs: clock() - began, detail });
    told({ conversationId: claimed.conversationId, owners });
  };
}
