/** Weight of the newest batch in the running mean. */
const WEIGHT = 0.2;

/** How long a queue will take, by how long batches took of late. */
export type Pace = {
  /** A batch, of any size, took so many milliseconds. */
  readonly took: (ms: number) => void;
  /** Milliseconds until so many messages are through. */
  readonly msFor: (waiting: number) => number;
};

/**
 * Counted in batches, not in messages: a batch costs nearly the same whether it carries one or many, so that one message
 * for which the disk paused says little of the 200 behind it. Where load is real, batches are full and the mean is theirs.
 */
export function createPace(batchMax: number): Pace {
  let msPerBatch = 0;
  return {
    took(ms) {
      msPerBatch = msPerBatch * (1 - WEIGHT) + ms * WEIGHT;
    },
    msFor: (waiting) => Math.ceil(waiting / batchMax) * msPerBatch,
  };
}
