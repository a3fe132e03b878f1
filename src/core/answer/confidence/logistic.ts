export type Sample = {
  readonly traits: readonly number[];
  readonly isRight: boolean;
  readonly weight: number;
};

/** So many samples' worth does each weight hold on to where it began. */
const HOLD = 3;
const ROUNDS_MAX = 50;
/** Where the prior is sure and wrong the curve is flat, and a whole step would leap past the best. */
const STEP_MAX = 1;
const STILL = 1e-6;
const CURVATURE_MIN = 1e-5;

/** The probability that goes with the traits of a guess. */
export function probability(weights: readonly number[], traits: readonly number[]): number {
  return 1 / (1 + Math.exp(-dot(weights, traits)));
}

/** Weights by which the samples are likeliest, not far from `prior` (Newton's method; few traits, so a full matrix). */
export function fitLogistic(samples: readonly Sample[], prior: readonly number[]): readonly number[] {
  let weights = prior;
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const slope = weights.map((weight, n) => HOLD * (weight - (prior[n] ?? 0)));
    const curvature: number[][] = prior.map((_, row) =>
      prior.map((__, column) => (row === column ? HOLD : 0)),
    );
    for (const { traits, isRight, weight } of samples) {
      const guessed = probability(weights, traits);
      const miss = weight * (guessed - (isRight ? 1 : 0));
      const bend = weight * Math.max(CURVATURE_MIN, guessed * (1 - guessed));
      traits.forEach((trait, row) => {
        slope[row] = (slope[row] ?? 0) + miss * trait;
        const line = curvature[row] ?? [];
        traits.forEach((other, column) => (line[column] = (line[column] ?? 0) + bend * trait * other));
      });
    }
    const step = solve(curvature, slope);
    const part = STEP_MAX / Math.max(STEP_MAX, ...step.map(Math.abs));
    weights = weights.map((weight, n) => weight - part * (step[n] ?? 0));
    if (step.every((move) => Math.abs(move) < STILL)) break;
  }
  return weights;
}

/** Gauss's elimination; the matrix is positive definite, so no rows need to change places. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] {
  const rows = matrix.map((row, n) => [...row, right[n] ?? 0]);
  rows.forEach((pivot, n) => {
    const head = pivot[n] ?? 1;
    pivot.forEach((value, column) => (pivot[column] = value / head));
    for (const row of rows) {
      const share = row[n] ?? 0;
      if (row !== pivot && share !== 0)
        row.forEach((value, column) => (row[column] = value - share * (pivot[column] ?? 0)));
    }
  });
  return rows.map((row) => row.at(-1) ?? 0);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, n) => sum + value * (other[n] ?? 0), 0);
}
