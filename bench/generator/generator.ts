import { startChild, type Child } from "../targets/child.ts";
import type { Job, LoadResult, Report } from "./job.ts";

export type Generator = {
  /** Runs one job; `atBorder` hears the begin and the end of the measured time. */
  run(job: Job, atBorder?: (border: "begin" | "end") => void): Promise<LoadResult>;
  end(): Promise<void>;
};

export function startGenerator(): Generator {
  const child: Child = startChild("generator/main");

  return {
    async run(job, atBorder) {
      child.process.send(job);
      for (;;) {
        const report = (await child.next()) as Report;
        if (report.kind === "done") return report.result;
        if (report.kind === "failed") throw new Error(`The generator failed: ${report.reason}`);
        atBorder?.(report.border);
      }
    },
    end: () => child.end(),
  };
}
