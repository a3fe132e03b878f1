import type { Counts } from "../generator/ledger.ts";
import type { LoadResult, Report } from "../generator/job.ts";
import { createLatencies, type Percentiles } from "./latencies.ts";

export type Meter = {
  begin(): void;
  end(): void;
  /** An answer that took so long; counted while the meter runs. */
  add(ms: number): void;
  late(ms: number): void;
  /** Of what came since the last cut. */
  cut(): { readonly latency: Percentiles; readonly lateness: Percentiles };
  result(counts: Counts, lost: number): LoadResult;
};

/** Counts what falls between `begin` and `end`, and says when these are. */
export function createMeter(tell: (report: Report) => void): Meter {
  const [all, allLate] = [createLatencies(), createLatencies()];
  const [newest, newestLate] = [createLatencies(), createLatencies()];
  let cpu: NodeJS.CpuUsage | undefined;
  let [running, begunAt, endedAt, cpuUs] = [false, 0, 0, 0];

  return {
    begin() {
      running = true;
      tell({ kind: "border", border: "begin" });
      cpu = process.cpuUsage();
      begunAt = performance.now();
    },
    end() {
      if (!running) return;
      running = false;
      tell({ kind: "border", border: "end" });
      endedAt = performance.now();
      const { user, system } = process.cpuUsage(cpu);
      cpuUs = user + system;
    },
    add(ms) {
      if (!running) return;
      all.add(ms);
      newest.add(ms);
    },
    late(ms) {
      if (!running) return;
      allLate.add(ms);
      newestLate.add(ms);
    },
    cut: () => ({ latency: newest.take(), lateness: newestLate.take() }),
    result(counts, lost) {
      const measured = all.count();
      return {
        counts,
        lost,
        measured,
        measuredMs: endedAt - begunAt,
        latency: all.take(),
        lateness: allLate.take(),
        generatorUs: cpuUs / Math.max(1, measured),
      };
    },
  };
}
