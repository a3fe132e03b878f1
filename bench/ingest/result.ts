import type { Percentiles } from "../measure/latencies.ts";
import type { ClosedRounds, OpenRun } from "./phases.ts";
import type { Measured } from "./runner.ts";

/** The middle value; of an even number the lower of the two, so that it is one that was measured. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

const hundredths = (value: number) => Math.round(value * 100) / 100;

export const rounded = ({ p50, p99, max }: Percentiles) => ({
  p50: hundredths(p50),
  p99: hundredths(p99),
  max: hundredths(max),
});

/** Medians over the rounds; the worst for the longest latency. */
function side(rounds: readonly Measured[]) {
  const of = (value: (round: Measured) => number) => median(rounds.map(value));
  return {
    perSecond: of((round) => round.perSecond),
    rounds: rounds.map((round) => round.perSecond),
    p50Ms: hundredths(of((round) => round.latency.p50)),
    p99Ms: hundredths(of((round) => round.latency.p99)),
    maxMs: hundredths(Math.max(...rounds.map((round) => round.latency.max))),
    serverUs: of((round) => round.cost.serverUs),
    generatorUs: Math.round(of((round) => round.generatorUs)),
    machineCores: of((round) => round.cost.machineCores),
    ...(rounds.every((round) => round.side.stores) ? stored(rounds) : {}),
  };
}

const stored = (rounds: readonly Measured[]) => ({
  postgresUs: rounds.some(({ cost }) => cost.postgresUs === undefined)
    ? null
    : median(rounds.map(({ cost }) => cost.postgresUs ?? 0)),
  walBytes: median(rounds.map(({ cost }) => cost.walBytes)),
});

/** Both sides by their names, and ours over the other. */
export function closedResult({ connections, ours, beside }: ClosedRounds) {
  // Of each pair: what slowed one round slowed its neighbour too.
  const ratios = ours.map((round, n) => hundredths(round.perSecond / (beside[n]?.perSecond ?? NaN)));
  return {
    connections,
    ratio: median(ratios),
    ratios,
    ours: side(ours),
    [beside[0]?.side.name ?? "beside"]: side(beside),
  };
}

export function openResult({ burst, measured }: OpenRun) {
  const { latency, cost, lost, counts, lateness } = measured;
  return {
    side: measured.side.name,
    ...burst,
    answeredPerSecond: measured.perSecond,
    ...rounded(latency),
    lost,
    wrong: counts.wrong,
    cost,
    generatorUs: Math.round(measured.generatorUs),
    sentLate: rounded(lateness),
  };
}
