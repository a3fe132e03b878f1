/**
 * The watermark of a lane: which batches' passive replies have all left. One row per lane then says it for
 * thousands of outbox rows, instead of one update each.
 */
export type Departures = {
  /** A batch has committed with so many passive replies. Batches begin in order. */
  readonly begin: (batch: number, replies: number) => void;
  /** One reply of the batch has left, or was returned and written down as such. */
  readonly left: (batch: number) => void;
  readonly settled: () => number;
  readonly outstanding: () => number;
};

export function createDepartures(): Departures {
  const waiting = new Map<number, number>();
  let begun = 0;
  let settled = 0;

  const advance = (): void => {
    while (settled < begun && !waiting.has(settled + 1)) settled += 1;
  };

  return {
    begin(batch, replies) {
      begun = batch;
      if (replies > 0) waiting.set(batch, replies);
      advance();
    },
    left(batch) {
      const rest = (waiting.get(batch) ?? 1) - 1;
      if (rest > 0) waiting.set(batch, rest);
      else waiting.delete(batch);
      advance();
    },
    settled: () => settled,
    outstanding: () => waiting.size,
  };
}
