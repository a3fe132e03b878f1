import { seeded } from "../../../src/core/kernel/seeded.ts";

/** Chance that its seed repeats. */
export type Dice = {
  /** In [0, 1). */
  readonly next: () => number;
  /** A whole number, from up to and with to. */
  readonly between: (from: number, to: number) => number;
  readonly isIn: (share: number) => boolean;
  readonly pick: <Item>(items: readonly [Item, ...Item[]]) => Item;
  /** Any of them, where there is one. */
  readonly anyOf: <Item>(items: readonly Item[]) => Item | undefined;
  /** The value in so many of all cases. */
  readonly sometimes: <Item>(share: number, value: () => Item) => Item | undefined;
};

export function createDice(seed: number): Dice {
  const next = seeded(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    between: (from, to) => from + below(to - from + 1),
    isIn: (share) => next() < share,
    pick: (items) => items[below(items.length)] ?? items[0],
    anyOf: (items) => items[below(items.length)],
    sometimes: (share, value) => (next() < share ? value() : undefined),
  };
}
