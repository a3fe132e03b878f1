import type { Keys } from "./bus.ts";

/** Keys of one wake; beyond this, looking at everything is cheaper than looking them up one by one. */
const keysMax = 100;

/** Wakes that wait to be told, one per topic however often it was published. */
export type Pending = {
  add(topic: string, keys: Keys): void;
  /** Takes everything out. */
  drain(): (readonly [topic: string, keys: Keys])[];
  isEmpty(): boolean;
};

export function pending(): Pending {
  const topics = new Map<string, Set<string> | undefined>();

  return {
    add(topic, keys) {
      const known = topics.get(topic);
      if (topics.has(topic) && known === undefined) return;

      const merged = known ?? new Set<string>();
      for (const key of keys ?? []) merged.add(key);
      topics.set(topic, keys === undefined || merged.size > keysMax ? undefined : merged);
    },
    drain() {
      const drained = [...topics].map(([topic, keys]) => [topic, keys && [...keys]] as const);
      topics.clear();
      return drained;
    },
    isEmpty: () => topics.size === 0,
  };
}
