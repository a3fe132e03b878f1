import type { Delivery, PlatformAdapter } from "../../../src/core/channel/adapter.ts";
import type { Content } from "../../../src/core/channel/content.ts";
import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { createSend, type Send, type SendOptions } from "../../../src/flow/send/send.ts";
import { type Budgets, createBudgets } from "../../../src/flow/send/budgets.ts";
import type { SendChannel } from "../../../src/flow/send/attempt.ts";
import type { BudgetAlarm, Claimed, Outcome } from "../../../src/flow/send/ports.ts";
import { createConnection } from "../../../src/store/hot/connection.ts";
import { inTurns } from "../../../src/store/hot/turns.ts";
import { outgoing } from "../../../src/store/send/outgoing.ts";
import { budgetStore } from "../../../src/store/spending/used.ts";

export const ACCEPTED: Delivery = { kind: "accepted" };
export const rejected = (code: string, next: "retry" | "park" | "give_up", more: object = {}): Delivery => ({
  kind: "rejected",
  code,
  next,
  ...more,
});

/** What one message of the platform holds. */
export const TEXT_BYTES_MAX = 100;

/** A send loop of one process, run by hand, and the platform on its other side. */
export type Sender = Send & {
  /** One round, and everything that it started. */
  readonly turn: () => Promise<number>;
  /** What the platform has got, in order: "fan: words". */
  readonly got: string[];
  readonly outcomes: readonly {
    readonly claimed: Claimed;
    readonly outcome: Outcome;
    readonly written: boolean;
  }[];
  /** The conversation, and who has it on her desk. */
  readonly told: string[];
  readonly troubles: string[];
  /** Refusals that the ledger did not foresee: the conversation, the code. */
  readonly unforeseen: string[];
  /** How a budget of an account stands. */
  readonly now: Budgets["now"];
  readonly alarms: readonly BudgetAlarm[];
  readonly end: () => Promise<void>;
};

export type SenderOptions = {
  readonly url: string;
  readonly accounts: readonly string[];
  /** What the platform says; by default it takes everything. */
  readonly ledger?: SendChannel["ledger"];
  readonly budgets?: SendChannel["budgets"];
  readonly deliver?: (words: string, to: string) => Delivery | Promise<Delivery>;
  readonly wrap?: (store: SendOptions["outgoing"]) => SendOptions["outgoing"];
  readonly clock?: () => number;
  readonly crash?: SendOptions["crash"];
};

export function openSender(options: SenderOptions): Sender {
  const { url, accounts, deliver = () => ACCEPTED, wrap = (store) => store, clock = Date.now } = options;
  const connect = createConnection(url);
  const got: string[] = [];
  const outcomes: Sender["outcomes"][number][] = [];
  const told: string[] = [];
  const troubles: string[] = [];
  const unforeseen: string[] = [];

  const deliverTo: NonNullable<PlatformAdapter["deliver"]> = async ({ to, content }) => {
    got.push(`${to}: ${wordsOf(content)}`);
    return deliver(wordsOf(content), to);
  };
  const { ledger, budgets: known = [] } = options;
  const alarms: BudgetAlarm[] = [];
  const budgets = createBudgets({
    store: budgetStore(async (text, values) => {
      const client = await connect();
      return (await client.query(text, [...values])).rows;
    }),
    clock,
    onAlarm: (alarm) => void alarms.push(alarm),
  });
  const send = createSend({
    outgoing: wrap(outgoing(inTurns(connect))),
    budgets,
    channels: () =>
      accounts.map((accountId) => ({
        accountId,
        deliver: deliverTo,
        limits: { triesMax: 5, ageMsMax: 10 * MINUTE },
        textLimit: { bytesMax: TEXT_BYTES_MAX, charsMax: Infinity },
        ...(ledger && { ledger }),
        budgets: known,
      })),
    clock,
    random: () => 0,
    crash: options.crash ?? (() => undefined),
    watch: {
      sent: (claimed, outcome, { written }) => void outcomes.push({ claimed, outcome, written }),
      unforeseen: ({ conversationId }, code) => void unforeseen.push(`${conversationId} ${code}`),
      budget: () => undefined,
      abandoned: () => undefined,
      trouble: (what) => void troubles.push(what),
    },
    told: ({ conversationId, owners }) => void told.push([conversationId, ...owners].join(" ")),
    again: () => undefined,
  });
  return {
    ...send,
    got,
    outcomes,
    told,
    troubles,
    unforeseen,
    alarms,
    now: budgets.now,
    async turn() {
      const started = await send.round();
      await send.close();
      return started;
    },
    end: async () => (await connect()).end(),
  };
}

const wordsOf = (content: Content): string => (content.kind === "text" ? content.text : content.kind);
