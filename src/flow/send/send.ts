import { setTimeout as delay } from "node:timers/promises";

import type { Delivery } from "../../core/channel/adapter.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import type { LedgerWindow } from "../../core/ledger/ledger.ts";
import { isCounted, placeFor } from "../../core/ledger/place.ts";
import type { Crash } from "../crash-point.ts";
import { createAttempt, type SendChannel } from "./attempt.ts";
import { budgetKindOf, type Room } from "../../core/ledger/budget.ts";
import type { Budgets } from "./budgets.ts";
import { isTooLate, outcomeOf, withoutPlace, withoutRoom } from "./outcome.ts";
import {
  type BudgetAlarm,
  type Claimed,
  isNotice,
  type Outcome,
  type Outgoing,
  type Settled,
  type Touched,
} from "./ports.ts";

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
  /** The platform counts otherwise than our ledger, which saw a window and a place: a defect of ours, or a new rule of its. */
  readonly unforeseen: (claimed: Claimed, code: string) => void;
  readonly abandoned: (count: number) => void;
  /** So much of an account's budget is used that people should know: said once, by one node. */
  readonly budget: (alarm: BudgetAlarm) => void;
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
  readonly budgets: Budgets;
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
  const { outgoing, budgets, crash, watch, told, again } = options;
  const underWay = new Map<Claimed, Promise<void>>();
  const stop = new AbortController();
  const send = createTry(options, stop.signal);

  function start(claimed: Claimed, channel: SendChannel): void {
    const { accountId, content } = claimed;
    const room = budgets.take({ accountId, kind: budgetKindOf(content) }, claimed.class);
    const sending = send(claimed, channel, room)
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
      await budgets.look([...channels.values()]);
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

type Rejected = Extract<Delivery, { kind: "rejected" }>;
const isUnforeseen = (delivery: Delivery): delivery is Rejected =>
  delivery.kind === "rejected" &&
  (delivery.because === "window_closed" || delivery.because === "places_used_up");

/** What one try was made of, what is known after it, and the platform's own word where it was asked. */
type Tried = { readonly claimed: Claimed; readonly outcome: Outcome; readonly delivery?: Delivery };

/** A claimed row's way to its end: tried, written, told. */
function createTry(options: SendOptions, stop: AbortSignal) {
  const { outgoing, clock, random, crash, watch, told } = options;
  const attempt = createAttempt({ clock, stop, onError: (error) => watch.trouble("deliver", error) });

  async function tryIt(claimed: Claimed, channel: SendChannel, room: Room): Promise<Tried> {
    const { limits, ledger, textLimit } = channel;
    if (isTooLate(claimed, clock(), limits))
      return { claimed, outcome: { state: "expired", code: "too_late" } };
    const crowded = withoutRoom(room, claimed);
    if (crowded !== undefined) return { claimed, outcome: crowded };
    const saw = ledger && !isNotice(claimed) ? await windowsOf(claimed, ledger) : undefined;
    const homeless = saw && withoutPlace(saw.place);
    if (homeless !== undefined) return { claimed, outcome: homeless };
    const leaving = saw && isCounted(saw.windows) ? await outgoing.join(claimed, textLimit) : claimed;
    const delivery = await attempt(leaving, channel);
    crash("send.delivered");
    if (saw !== undefined && isUnforeseen(delivery)) await report(leaving, delivery, saw.windows);
    return {
      claimed: leaving,
      outcome: outcomeOf(delivery, leaving, clock(), limits, random()),
      delivery,
    };
  }

  async function windowsOf(claimed: Claimed, { rules, policy }: NonNullable<SendChannel["ledger"]>) {
    const { windows, isServed } = await outgoing.windows(claimed, rules, clock());
    // Nobody has to keep a place for the end of a request that is over.
    const shared = isServed ? policy : { ...policy, keptForPeople: 0 };
    return { windows, place: placeFor(windows, claimed.class, shared) };
  }

  /** The log has it in any case; what became of the message comes before the report. */
  async function report(claimed: Claimed, { code }: Rejected, windows: readonly LedgerWindow[]) {
    watch.unforeseen(claimed, code);
    await outgoing
      .unforeseen(claimed, code, windows)
      .catch((error: unknown) => watch.trouble("unforeseen", error));
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

  return async (claimed: Claimed, channel: SendChannel, room: Room): Promise<void> => {
    const began = clock();
    const { claimed: left, outcome, delivery } = await tryIt(claimed, channel, room);
    const { written, owners } = await write(left, outcome);
    if (delivery?.kind === "rejected" && delivery.because === "fan_left") await outgoing.fanLeft(left);
    if (delivery?.kind === "rejected" && delivery.because === "not_agreed") await outgoing.notAgreed(left);
    const detail = delivery !== undefined && "detail" in delivery ? delivery.detail : undefined;
    watch.sent(left, outcome, { written, tookMs: clock() - began, detail });
    told({ conversationId: claimed.conversationId, owners });
  };
}
