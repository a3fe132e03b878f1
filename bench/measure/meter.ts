import type { Counts } from "../generator/ledger.ts";
import type { LoadResult, Report } from "../generator/job.ts";
import { createLatencies, type Percentiles } from "./latencies.ts";

export type Meter = {
  begin(): void;
  end(): void;
  /** An answer that took so long; counted while the meter runs. */
  add(ms: number): void;
  late(ms: number): void;
  result(counts: Counts, lost: number): LoadResult;
};

/** Counts what falls between `begin` and `end`, and says when these are. */
export function createMeter(tell: (report: Report) => void, segmentMs = Infinity): Meter {
  const all = createLatencies();
  const segment = createLatencies();
  const lateness = createLatencies();
  const segments: Percentiles[] = [];
  let cpu: NodeJS.CpuUsage | undefined;
  let [running, begunAt, endedAt, segmentEndsAt, cpuUs] = [false, 0, 0, 0, 0];

  return {
    begin() {
      running = true;
      tell({ kind: "border", border: "begin" });
      cpu = process.cpuUsage();
      begunAt = performance.now();
      segmentEndsAt = begunAt + segmentMs;
    },
    end() {
      if (!running) return;
      running = false;
      tell({ kind: "border", border: "end" });
      endedAt = performance.now();
      const { user, system } = process.cpuUsage(cpu);
      cpuUs = user + system;
      if (segment.count() > 0 && segments.length > 0) segments.push(segment.take());
    },
    add(ms) {
      if (!running) return;
      all.add(ms);
      if (segmentMs === Infinity) return;
      segment.add(ms);
      if (performance.now() < segmentEndsAt) return;
      segmentEndsAt += segmentMs;
      segments.push(segment.take());
    },
    late(ms) {
      if (running) lateness.add(ms);
    },
    result(counts, lost) {
      const measured = all.count();
      return {
        counts,
        lost,
        measured,
        measuredMs: endedAt - begunAt,
        latency: all.take(),
        segments,
        lateness: lateness.take(),
        generatorUs: cpuUs / Math.max(1, measured),
      };
    },
  };
}
