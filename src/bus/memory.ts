import type { Bus, Keys, Wake } from "./bus.ts";
import { pending } from "./pending.ts";
import { afterByTimer, wakeWindow, type After } from "./window.ts";

export type MemoryBus = Bus & {
  /** As `publish`, for wakes that were put together elsewhere. */
  merge(topic: string, keys: Keys): void;
  /** Wakes every subscriber of every topic: wakes may have been missed. */
  wakeAll(): void;
};

export type MemoryBusOptions = {
  /** Hears of a subscriber that threw; the others are woken all the same. */
  readonly onError: (error: unknown) => void;
  readonly after?: After;
};

/** The bus of a single process, and the inner part of the others. */
export function memoryBus({ onError, after = afterByTimer }: MemoryBusOptions): MemoryBus {
  const subscribers = new Map<string, Set<Wake>>();
  const waiting = pending();
  const window = wakeWindow(flush, after);
  let closed = false;

  function flush() {
    for (const [topic, keys] of waiting.drain()) {
      // A copy: a subscriber may end its subscription, or start one, while it is woken.
      const listeners = [...(subscribers.get(topic) ?? [])];
      for (const wake of listeners) call(wake, keys);
    }
  }

  function call(wake: Wake, keys: Keys) {
    try {
      wake(keys);
    } catch (error) {
      onError(error);
    }
  }

  function merge(topic: string, keys: Keys) {
    // Nobody listens here: nothing to keep.
    if (closed || !subscribers.has(topic)) return;
    waiting.add(topic, keys);
    window.touch();
  }

  return {
    merge,
    publish: (topic, key) => merge(topic, key === undefined ? undefined : [key]),
    wakeAll() {
      for (const topic of subscribers.keys()) merge(topic, undefined);
    },
    subscribe(topic, wake) {
      // Its own function each time, so that one `wake` subscribed twice is two subscriptions.
      const own: Wake = (keys) => wake(keys);
      const others = subscribers.get(topic) ?? new Set();
      subscribers.set(topic, others.add(own));
      return () => {
        others.delete(own);
        if (others.size === 0 && subscribers.get(topic) === others) subscribers.delete(topic);
      };
    },
    async close() {
      if (closed) return;
      closed = true;
      window.cancel();
      flush();
      subscribers.clear();
    },
  };
}
