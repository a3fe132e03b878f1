/** Milliseconds. */
export type Percentiles = { readonly p50: number; readonly p99: number; readonly max: number };

export type Latencies = {
  add(ms: number): void;
  count(): number;
  /** Sorts what was collected, and begins anew. */
  take(): Percentiles;
};

/** Keeps every value: a percentile of percentiles means nothing. */
export function createLatencies(): Latencies {
  let values = new Float64Array(65_536);
  let count = 0;

  return {
    add(ms) {
      if (count === values.length) {
        const larger = new Float64Array(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values[count++] = ms;
    },
    count: () => count,
    take() {
      const sorted = values.subarray(0, count).toSorted();
      count = 0;
      const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0;
      return { p50: at(0.5), p99: at(0.99), max: at(1) };
    },
  };
}
