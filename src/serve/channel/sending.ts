import type { Bus } from "../../bus/bus.ts";
import { TOPIC } from "../../bus/topics.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import type { Channel } from "../../flow/channel.ts";
import type { Channels } from "../../flow/channels.ts";
import type { Crash } from "../../flow/crash-point.ts";
import { startLoop } from "../../flow/loop.ts";
import { placePolicyOf } from "../../core/ledger/place.ts";
import type { SendChannel } from "../../flow/send/attempt.ts";
import { createSend, type SendWatch } from "../../flow/send/send.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns } from "../../store/hot/turns.ts";
import { outgoing } from "../../store/send/outgoing.ts";
import { closeConnection } from "../loops.ts";

const POLL_MS = SECOND;

/** Starts the loop that brings our words to the platforms. */
export function startSending(options: {
  readonly url: string;
  readonly channels: Channels;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly crash: Crash;
  readonly watch: SendWatch;
}): { readonly stop: () => Promise<void> } {
  const { url, channels, bus, clock, crash, watch } = options;
  const connect = createConnection(url);
  const send = createSend({
    outgoing: outgoing(inTurns(connect)),
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
  const { windows: rules } = traits;
  const ledger = rules && { ledger: { rules, policy: placePolicyOf(desk.settings) } };
  return [{ accountId: account.id, deliver, limits: { triesMax, ageMsMax }, ...ledger }];
}
