import type { DataSource } from "typeorm";

import type { Bus } from "../../bus/bus.ts";
import { TOPIC } from "../../bus/topics.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import type { Channel } from "../../flow/channel.ts";
import type { Channels } from "../../flow/channels.ts";
import type { Crash } from "../../flow/crash-point.ts";
import { startLoop } from "../../flow/loop.ts";
import { BUDGET_KINDS, budgetPolicyOf, sendsMaxOf } from "../../core/ledger/budget.ts";
import { placePolicyOf } from "../../core/ledger/place.ts";
import type { SendChannel } from "../../flow/send/attempt.ts";
import { type Budgets, createBudgets } from "../../flow/send/budgets.ts";
import { createSend, type SendWatch } from "../../flow/send/send.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns } from "../../store/hot/turns.ts";
import { outgoing } from "../../store/send/outgoing.ts";
import { budgetStore } from "../../store/spending/used.ts";
import { closeConnection } from "../loops.ts";

const POLL_MS = SECOND;

/** How far the budgets of all accounts are used. */
export const openBudgets = (source: DataSource, clock: Clock, { budget }: SendWatch): Budgets =>
  createBudgets({
    store: budgetStore((text, values) => source.query(text, [...values])),
    clock,
    onAlarm: budget,
  });

/** Starts the loop that brings our words to the platforms. */
export function startSending(options: {
  readonly url: string;
  readonly channels: Channels;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly crash: Crash;
  readonly budgets: Budgets;
  readonly watch: SendWatch;
}): { readonly stop: () => Promise<void> } {
  const { url, channels, bus, clock, budgets, crash, watch } = options;
  const connect = createConnection(url);
  const send = createSend({
    outgoing: outgoing(inTurns(connect)),
    budgets,
    channels: () => channels.all().flatMap(sendChannelOf),
    clock,
    random: Math.random,
    crash,
    watch,
    told: ({ owners }) => owners.forEach((staffId) => bus.publish(TOPIC.staff, staffId)),
    again: () => loop.wake(),
  });
  const loop = startLoop({
    everyMs: POLL_MS,
    round: send.round,
    onError: (error) => watch.trouble("send", error),
  });
  bus.subscribe(TOPIC.send, loop.wake);
  return {
    async stop() {
      await loop.stop();
      await send.close();
      await closeConnection(connect);
    },
  };
}

/** None where the account has no access to its platform's interface. */
function sendChannelOf({ account, adapter, desk }: Channel): SendChannel[] {
  const { deliver, traits } = adapter;
  if (deliver === undefined) return [];
  const { "send.triesMax": triesMax, "send.ageMsMax": ageMsMax } = desk.settings;
  const { windows: rules, budgets, textBytesMax: bytesMax, textCharsMax: charsMax = Infinity } = traits;
  const limits = { triesMax, ageMsMax };
  const textLimit = { bytesMax, charsMax };
  const ledger = rules && { ledger: { rules, policy: placePolicyOf(desk.settings) } };
  const policy = budgetPolicyOf(desk.settings);
  const known = BUDGET_KINDS.flatMap((kind) => {
    const rules = budgets?.[kind];
    return rules === undefined ? [] : [{ kind, rules, sendsMax: sendsMaxOf(desk.settings, kind), policy }];
  });
  return [{ accountId: account.id, deliver, limits, textLimit, ...ledger, budgets: known }];
}
