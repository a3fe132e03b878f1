import { randomUUID } from "node:crypto";
import type { Bus } from "./bus.ts";
import { memoryBus, type MemoryBusOptions } from "./memory.ts";
import { pending } from "./pending.ts";
import { decodeWake, encodeWake } from "./wire.ts";
import { afterByTimer, wakeWindow } from "./window.ts";

/** What carries a short text from one process to all that listen, itself included or not. */
export type Link = {
  /** Rejects when the text was not taken; it is not sent again. */
  send(payload: string): Promise<void>;
  close(): Promise<void>;
};

/** What a link tells the bus. It heals itself and says `up` each time that it listens again. */
export type LinkEvents = {
  readonly receive: (payload: string) => void;
  readonly up: () => void;
  readonly down: (reason: string) => void;
};

export type LinkedBusOptions = MemoryBusOptions & {
  /** Hears when the other processes come into reach and out of it, for the log and the health page. */
  readonly onLink: (state: "up" | "down", reason?: string) => void;
};

/**
 * A bus over several processes. Subscribers in this process are woken directly, so they do not depend on
 * the link; when it comes back, all of them are told to look at everything.
 */
export function linkedBus(open: (events: LinkEvents) => Link, options: LinkedBusOptions): Bus {
  const { onError, onLink, after = afterByTimer } = options;
  const origin = randomUUID();
  const local = memoryBus({ onError, after });
  const outgoing = pending();
  const window = wakeWindow(() => void drain(), after);
  let sending: Promise<void> | undefined;
  let closed = false;
  let isUp = false;

  const link = open({
    receive(payload) {
      const wake = decodeWake(payload);
      // Unreadable: another version of us, or a stranger on the channel. Polling finds what it meant.
      if (wake !== undefined && wake.origin !== origin) local.merge(wake.topic, wake.keys);
    },
    up() {
      if (closed) return;
      isUp = true;
      onLink("up");
      local.wakeAll();
    },
    down(reason) {
      // A link that stays down may say so at every attempt; it is news once.
      if (!closed && isUp) onLink("down", reason);
      isUp = false;
    },
  });

  /** One text on its way at a time: while the link is slow, wakes merge here instead of piling up in it. */
  async function drain() {
    if (sending !== undefined) return;
    sending = sendAll();
    await sending;
    sending = undefined;
    if (!outgoing.isEmpty() && !closed) window.touch();
  }

  async function sendAll() {
    try {
      for (const [topic, keys] of outgoing.drain()) await link.send(encodeWake({ origin, topic, keys }));
    } catch {
      // This wake and those behind it are lost, which is allowed; the link tells that it is down.
    }
  }

  return {
    publish(topic, key) {
      if (closed) return;
      local.publish(topic, key);
      outgoing.add(topic, key === undefined ? undefined : [key]);
      window.touch();
    },
    subscribe: (topic, wake) => local.subscribe(topic, wake),
    async close() {
      if (closed) return;
      closed = true;
      window.cancel();
      await sending;
      await sendAll();
      await local.close();
      await link.close();
    },
  };
}
