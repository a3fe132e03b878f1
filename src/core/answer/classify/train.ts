import { seeded } from "../../kernel/seeded.ts";
import type { Vector } from "./vectors.ts";

const ROUNDS_MAX = 12;
/** A round in which no multiplier moves by more is the last. */
const STILL = 0.01;
/** 1 / 2C: what a text that is judged wrongly costs; four times as much where it is the entry's own, one against many. */
const SLACK = 1 / 2;
const OWN_SLACK = 1 / 8;
const SEED = 1;

/**
 * One judge for each entry against all others: support vector machines with squared hinge loss, by dual coordinate
 * descent (Hsieh and others 2008), all entries abreast, since they read the same features. `entryOf[n]` owns text `n`.
 */
export function train(
  vectors: readonly Vector[],
  entryOf: Uint32Array,
  entryCount: number,
  featureCount: number,
): { readonly weights: Float32Array; readonly biases: Float32Array } {
  const weights = new Float32Array(featureCount * entryCount);
  const biases = new Float32Array(entryCount);
  const multipliers = new Float32Array(vectors.length * entryCount);
  const scores = new Float32Array(entryCount);
  const steps = new Float32Array(entryCount);
  const order = Uint32Array.from(vectors, (_, n) => n);
  const random = seeded(SEED);

  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    shuffle(order, random);
    let largest = 0;
    for (const n of order) {
      const vector = vectors[n] as Vector;
      const squared = score(vector, weights, biases, scores);
      const moved = move(
        multipliers.subarray(n * entryCount, (n + 1) * entryCount),
        entryOf[n] ?? 0,
        squared,
        scores,
        steps,
      );
      if (moved === 0) continue;
      largest = Math.max(largest, moved);
      apply(vector, weights, biases, steps);
    }
    if (largest < STILL) break;
  }
  return { weights, biases };
}

/** Fills `scores`; returns the squared length of the vector, the bias's 1 included. */
function score(
  { features, values }: Vector,
  weights: Float32Array,
  biases: Float32Array,
  scores: Float32Array,
): number {
  let squared = 1;
  scores.set(biases);
  for (let nth = 0; nth < features.length; nth += 1) {
    const value = values[nth] as number;
    const offset = (features[nth] as number) * scores.length;
    squared += value * value;
    for (let entry = 0; entry < scores.length; entry += 1)
      scores[entry] = (scores[entry] as number) + value * (weights[offset + entry] as number);
  }
  return squared;
}

/**
 * Moves the text's multiplier of each entry to where it is best by itself; fills `steps`, returns the largest. The
 * innermost loop of all: no calls in it.
 */
function move(
  multipliers: Float32Array,
  own: number,
  squared: number,
  scores: Float32Array,
  steps: Float32Array,
): number {
  let largest = 0;
  for (let entry = 0; entry < scores.length; entry += 1) {
    const sign = entry === own ? 1 : -1;
    const slack = entry === own ? OWN_SLACK : SLACK;
    const before = multipliers[entry] as number;
    const gradient = sign * (scores[entry] as number) - 1 + slack * before;
    const wished = before - gradient / (squared + slack);
    const after = wished > 0 ? wished : 0;
    multipliers[entry] = after;
    const step = after - before;
    steps[entry] = step * sign;
    if (step > largest) largest = step;
    else if (-step > largest) largest = -step;
  }
  return largest;
}

function apply(
  { features, values }: Vector,
  weights: Float32Array,
  biases: Float32Array,
  steps: Float32Array,
): void {
  for (let nth = 0; nth < features.length; nth += 1) {
    const value = values[nth] as number;
    const offset = (features[nth] as number) * steps.length;
    for (let entry = 0; entry < steps.length; entry += 1)
      weights[offset + entry] = (weights[offset + entry] as number) + value * (steps[entry] as number);
  }
  for (let entry = 0; entry < steps.length; entry += 1)
    biases[entry] = (biases[entry] as number) + (steps[entry] as number);
}

function shuffle(order: Uint32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last] as number;
    order[last] = order[other] as number;
    order[other] = kept;
  }
}
