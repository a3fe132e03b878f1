import type { Bus } from "../../bus/bus.ts";
import { TOPIC } from "../../bus/topics.ts";
import { type Clock, SECOND } from "../../core/kernel/instant.ts";
import { createDialling, type DialWatch } from "../../flow/dial/dialling.ts";
import { startLoop } from "../../flow/loop.ts";
import type { Fetch } from "../../kit/http/exchange.ts";
import { dialOrders } from "../../store/dial/orders.ts";
import { createConnection } from "../../store/hot/connection.ts";
import { inTurns } from "../../store/hot/turns.ts";
import type { Vault } from "../../store/secret/vault.ts";
import { closeConnection } from "../loops.ts";
import { ring } from "./ring.ts";

const POLL_MS = SECOND;

/** Starts the loop that gives orders to dial to telephone systems. */
export function startDialling(options: {
  readonly url: string;
  readonly bus: Bus;
  readonly clock: Clock;
  /** The way out. */
  readonly fetch: Fetch;
  readonly vault: Vault;
  readonly watch: DialWatch;
}): { readonly stop: () => Promise<void> } {
  const { url, bus, clock, fetch, vault, watch } = options;
  const connect = createConnection(url);
  const dialling = createDialling({
    dials: dialOrders(inTurns(connect), vault),
    ring: (dial, target) => ring(dial, target, { fetch, clock }),
    clock,
    random: Math.random,
    watch,
    wake: (staffId) => bus.publish(TOPIC.staff, staffId),
    again: () => loop.wake(),
  });
  const loop = startLoop({
    everyMs: POLL_MS,
    round: dialling.round,
    onError: (error) => watch.trouble("dial", error),
  });
  const unsubscribe = bus.subscribe(TOPIC.dial, loop.wake);
  return {
    async stop() {
      unsubscribe();
      await loop.stop();
      await dialling.close();
      await closeConnection(connect);
    },
  };
}
