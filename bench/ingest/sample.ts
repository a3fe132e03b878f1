import type pg from "pg";
import { machineBusyMs } from "../measure/machine-cpu.ts";
import { processUs, treeUs } from "../measure/process-cpu.ts";

/** Clocks at one moment; differences of two are what a stretch of time cost. */
export type Sample = {
  readonly serverUs: number;
  readonly postgresUs: number | undefined;
  readonly walBytes: number;
  readonly machineUs: number;
};

export async function takeSample(of: {
  readonly server: number;
  readonly postmaster: number | undefined;
  readonly client: pg.Client;
}): Promise<Sample> {
  const serverUs = processUs(of.server);
  const postgresUs = of.postmaster === undefined ? undefined : treeUs(of.postmaster);
  const machineUs = machineBusyMs() * 1_000;
  const { rows } = await of.client.query<{ bytes: string }>(
    "SELECT pg_current_wal_insert_lsn() - '0/0'::pg_lsn AS bytes",
  );
  return { serverUs, postgresUs, walBytes: Number(rows[0]?.bytes), machineUs };
}

/** What one measured message cost. */
export type Cost = {
  readonly serverUs: number;
  readonly postgresUs?: number;
  readonly walBytes: number;
  /** Of all processors, as a part of the measured time: 2 is two busy cores. */
  readonly machineCores: number;
};

export function costOf(begin: Sample, end: Sample, messages: number, measuredMs: number): Cost {
  const each = (value: number) => Math.round(value / Math.max(1, messages));
  const cost = {
    serverUs: each(end.serverUs - begin.serverUs),
    walBytes: each(end.walBytes - begin.walBytes),
    machineCores: Math.round((end.machineUs - begin.machineUs) / measuredMs / 10) / 100,
  };
  if (begin.postgresUs === undefined || end.postgresUs === undefined) return cost;
  return { ...cost, postgresUs: each(end.postgresUs - begin.postgresUs) };
}
