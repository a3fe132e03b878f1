import type { Keys, Wake } from "../../src/bus/bus.ts";

export type Ear = {
  readonly wake: Wake;
  /** The next wake that was not taken yet. */
  next(): Promise<Keys>;
  /** Wakes that were heard and not taken. */
  readonly unheard: readonly Keys[];
};

/** A subscriber that keeps what it hears, in order. */
export function ear(): Ear {
  const heard: Keys[] = [];
  const waiting: ((keys: Keys) => void)[] = [];

  return {
    wake(keys) {
      const taker = waiting.shift();
      if (taker === undefined) heard.push(keys);
      else taker(keys);
    },
    next: () =>
      new Promise((resolve) => {
        if (heard.length > 0) resolve(heard.shift());
        else waiting.push(resolve);
      }),
    unheard: heard,
  };
}
