/** Upper bounds of how long an answer took, in ms: fine enough for a percentile that a person reads. */
export const TOOK_BOUNDS_MS = [
  5, 10, 20, 35, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1_000, 1_500, 2_000, 2_500, 3_000, 3_500, 4_000,
  4_500, 5_000, 10_000,
] as const;

export const slotOf = (ms: number): number => {
  const slot = TOOK_BOUNDS_MS.findIndex((bound) => ms <= bound);
  return slot === -1 ? TOOK_BOUNDS_MS.length - 1 : slot;
};

/** The bound within which so many of a hundred stayed; undefined of none. */
export function percentile(took: readonly number[], percent: number): number | undefined {
  const all = took.reduce((sum, count) => sum + count, 0);
  if (all === 0) return undefined;
  let seen = 0;
  const slot = took.findIndex((count) => (seen += count) >= (all * percent) / 100);
  return TOOK_BOUNDS_MS[slot];
}
