import type { Measured } from "./runner.ts";

const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(10);

/** One line of the table for people. */
export function describeRun(name: string, run: Measured): string {
  const { latency, cost, counts } = run;
  const cells = [
    name.padEnd(14),
    run.side.name.padEnd(6),
    `${run.perSecond}/s`.padStart(8),
    `p50 ${ms(latency.p50)}  p99 ${ms(latency.p99)}  max ${ms(latency.max)}`,
    `server ${String(cost.serverUs).padStart(4)} µs`,
    ...(run.side.stores ? [`PostgreSQL ${cost.postgresUs ?? "?"} µs  WAL ${cost.walBytes} B`] : []),
    `generator ${Math.round(run.generatorUs)} µs`,
    `${cost.machineCores} cores busy`,
    ...(run.lost > 0 ? [`${run.lost} LOST`] : []),
    ...(counts.wrong > 0 ? [`${counts.wrong} WRONG`] : []),
  ];
  return cells.join("  ");
}
