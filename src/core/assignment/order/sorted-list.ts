const BLOCK_MAX = 256;

type Compare<T> = (one: T, other: T) => number;

/** A list that stays in order. Plain data with functions over it: a floor has very many of them. */
export type SortedList<T> = {
  /** Total: equal is the same. */
  readonly compare: Compare<T>;
  readonly blocks: T[][];
  size: number;
};

export const createSortedList = <T>(compare: Compare<T>): SortedList<T> => ({ compare, blocks: [], size: 0 });

/** Costs two halvings and the move of half a block. */
export function add<T>(list: SortedList<T>, item: T): void {
  const { blocks, compare } = list;
  const index = blockOf(blocks, item, compare);
  const block = blocks[index];
  list.size += 1;
  if (block === undefined) return void blocks.push([item]);
  block.splice(placeIn(block, item, compare), 0, item);
  if (block.length > BLOCK_MAX) blocks.splice(index + 1, 0, block.splice(BLOCK_MAX / 2));
}

export function remove<T>(list: SortedList<T>, item: T): void {
  const { blocks, compare } = list;
  const index = blockOf(blocks, item, compare);
  const block = blocks[index] ?? [];
  const place = placeIn(block, item, compare);
  const there = block[place];
  if (there === undefined || compare(there, item) !== 0) return;
  block.splice(place, 1);
  if (block.length === 0) blocks.splice(index, 1);
  list.size -= 1;
}

export const firstOf = <T>({ blocks }: SortedList<T>): T | undefined => blocks[0]?.[0];

/** How many come before it. */
export function countBefore<T>({ blocks, compare }: SortedList<T>, item: T): number {
  const index = blockOf(blocks, item, compare);
  const before = blocks.slice(0, index).reduce((sum, block) => sum + block.length, 0);
  return before + placeIn(blocks[index] ?? [], item, compare);
}

/** The first in order of which this is true. */
export function find<T>({ blocks }: SortedList<T>, isRight: (item: T) => boolean): T | undefined {
  for (const block of blocks) for (const item of block) if (isRight(item)) return item;
  return undefined;
}

/** The first block whose last item is not before this one; the last block where there is none. */
function blockOf<T>(blocks: readonly (readonly T[])[], item: T, compare: Compare<T>): number {
  let [low, high] = [0, Math.max(0, blocks.length - 1)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const last = blocks[middle]?.at(-1);
    if (last !== undefined && compare(last, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where it is, or would be. */
function placeIn<T>(block: readonly T[], item: T, compare: Compare<T>): number {
  let [low, high] = [0, block.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const there = block[middle];
    if (there !== undefined && compare(there, item) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Among so few an index is not worth its steps. */
const SCAN_MIN = 32;

/**
 * The first that is right, where it is near the beginning; `more`: it may come later. Whoever has an index of so many
 * `classes` looks at as many items first: only beyond them can the index be quicker.
 */
export function scan<T>(
  list: SortedList<T>,
  classes: number,
  isRight: (item: T) => boolean,
): T | "more" | undefined {
  let left = Math.max(SCAN_MIN, classes);
  const found = find(list, (item) => left-- === 0 || isRight(item));
  return left < 0 ? "more" : found;
}
