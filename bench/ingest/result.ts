import type { Percentiles } from "../measure/latencies.ts";
import type { ClosedRounds, OpenRun } from "./phases.ts";
import type { Measured } from "./runner.ts";

/** The middle value; of an even number the lower of the two, so that it is one that was measured. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

const hundredths = (value: number) => Math.round(value * 100) / 100;

const rounded = ({ p50, p99, max }: Percentiles) => ({
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
  };
}

export function closedResult({ connections, ours, peer }: ClosedRounds) {
  const database = {
    postgresUs: ours.some(({ cost }) => cost.postgresUs === undefined)
      ? null
      : median(ours.map(({ cost }) => cost.postgresUs ?? 0)),
    walBytes: median(ours.map(({ cost }) => cost.walBytes)),
  };
  // Of each pair: what slowed one round slowed its neighbour too.
  const ratios = ours.map((round, n) => hundredths(round.perSecond / (peer[n]?.perSecond ?? NaN)));
  return {
    connections,
    ratio: median(ratios),
    ratios,
    ours: { ...side(ours), ...database },
    peer: side(peer),
  };
}

export function openResult({ burst, measured }: OpenRun) {
  const { latency, cost, lost, counts, segments, lateness } = measured;
  return {
    side: measured.side,
    ...burst,
    answeredPerSecond: measured.perSecond,
    ...rounded(latency),
    lost,
    wrong: counts.wrong,
    cost,
    generatorUs: Math.round(measured.generatorUs),
    sentLate: rounded(lateness),
    ...(segments.length > 0 ? { minutes: segments.map(rounded) } : {}),
  };
}
