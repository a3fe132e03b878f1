import { Redis } from "ioredis";
import type { Bus } from "./bus.ts";
import { linkedBus, type Link, type LinkedBusOptions, type LinkEvents } from "./linked.ts";

/** How long one PUBLISH may take before its wake counts as lost, in ms. */
const publishMsMax = 1_000;
/** Longest pause between two attempts to connect, in ms. */
const reconnectMsMax = 2_000;

export type RedisBusOptions = LinkedBusOptions & {
  readonly url: string;
  /** Put before the channel's name, so that several deployments can share one Redis. */
  readonly prefix: string;
};

/** The bus of many processes that share a Redis. Redis may be down, at the start as well. */
export function redisBus(options: RedisBusOptions): Bus {
  return linkedBus((events) => redisLink(options, events), options);
}

function redisLink({ url, prefix }: RedisBusOptions, events: LinkEvents): Link {
  const channel = `${prefix}wake`;
  const settings = {
    // Fail at once while Redis is away: a queue of old wakes is worth nothing.
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: publishMsMax,
    // The client waits this long for a close that has already happened.
    disconnectTimeout: 100,
    retryStrategy: (attempt: number) => Math.min(100 * attempt, reconnectMsMax),
    // Done below after every connect, with the wake-up call that must follow it.
    autoResubscribe: false,
    connectionName: `${prefix}bus`,
  };
  const publisher = new Redis(url, settings);
  // A connection that subscribes can do nothing else.
  const subscriber = new Redis(url, settings);

  // Without a handler an error of an idle connection would end the process.
  publisher.on("error", () => undefined);
  subscriber.on("error", (error: Error) => events.down(error.message));
  subscriber.on("close", () => events.down("the connection closed"));
  subscriber.on("message", (_channel: string, payload: string) => events.receive(payload));
  subscriber.on("ready", () => {
    subscriber.subscribe(channel).then(events.up, (error: Error) => {
      events.down(error.message);
      subscriber.disconnect(true);
    });
  });

  return {
    async send(payload) {
      // The client would refuse it too, but leave a timer running for it.
      if (publisher.status !== "ready") throw new Error("The connection to Redis is away.");
      await publisher.publish(channel, payload);
    },
    async close() {
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
