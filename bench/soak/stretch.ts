import { sumOf, type TableSize } from "../database/sizes.ts";
import type { Window } from "../generator/job.ts";
import type { Percentiles } from "../measure/latencies.ts";
import type { Memory } from "./memory.ts";

/** What there was to see at one moment, and how the stretch before it went. */
export type Look = {
  readonly atMs: number;
  readonly window: Window;
  readonly sizes: readonly TableSize[];
  readonly walBytes: number;
  readonly memory: readonly Memory[];
};

const megabyte = 1_000_000;
const megabytes = (bytes: number): number => Math.round(bytes / megabyte);
const tenths = (value: number): number => Math.round(value * 10) / 10;
const shownOf = ({ p50, p99, max }: Percentiles) => ({
  p50: tenths(p50),
  p99: tenths(p99),
  max: tenths(max),
});

export const totalsOf = ({ atMs, sizes }: Look) => ({ atMs, ...sumOf(sizes) });

/** What lies between two looks. */
export function stretchOf(before: Look, now: Look) {
  const { atMs, window, memory } = now;
  const [then, totals] = [sumOf(before.sizes), sumOf(now.sizes)];
  const each = (value: number, of: number) => Math.round(value / Math.max(1, of));
  return {
    endsAtS: atMs / 1_000,
    sent: window.sent,
    answered: window.answered,
    failed: window.failed,
    latencyMs: shownOf(window.latency),
    sentLateMs: shownOf(window.lateness),
    serverMb: megabytes(memory.at(-1)?.bytes ?? 0),
    // The least of several looks: in between it holds what is to be thrown away.
    heapMb: megabytes(Math.min(...memory.map(({ heap }) => heap))),
    postgresMb: megabytes(memory.at(-1)?.postgres ?? 0),
    tablesMb: megabytes(totals.bytes),
    deadRows: totals.dead,
    bytesPerRow: each(totals.bytes - then.bytes, totals.inserted - then.inserted),
    walBytesPerMessage: each(now.walBytes - before.walBytes, window.answered),
  };
}

/** One line for people. */
export function describeStretch(stretch: ReturnType<typeof stretchOf>): string {
  const { endsAtS, sent, answered, failed, latencyMs, sentLateMs } = stretch;
  const clock = `${Math.floor(endsAtS / 60)}:${String(endsAtS % 60).padStart(2, "0")}`;
  return [
    clock.padStart(6),
    `sent ${sent}  answered ${answered}  failed ${failed}`,
    `p50 ${latencyMs.p50}  p99 ${latencyMs.p99}  max ${latencyMs.max} ms (sent late p99 ${sentLateMs.p99})`,
    `server ${stretch.serverMb} MB  heap ${stretch.heapMb} MB  PostgreSQL ${stretch.postgresMb} MB`,
    `tables ${stretch.tablesMb} MB  ${stretch.bytesPerRow} B/row  dead ${stretch.deadRows}`,
    `WAL ${stretch.walBytesPerMessage} B/message`,
  ].join("  ");
}

/** Each table that grew: by how much, by how many rows, and how many dead ones it holds in the end. */
export function grownTables(looks: readonly Look[]) {
  const before = new Map(looks[0]?.sizes.map((table) => [table.name, table]));
  const grown = (looks.at(-1)?.sizes ?? []).map(({ name, bytes, inserted, dead }) => ({
    name,
    grownBytes: bytes - (before.get(name)?.bytes ?? 0),
    inserted: inserted - (before.get(name)?.inserted ?? 0),
    dead,
  }));
  return grown
    .filter(({ grownBytes }) => grownBytes > 0)
    .toSorted((one, other) => other.grownBytes - one.grownBytes);
}
