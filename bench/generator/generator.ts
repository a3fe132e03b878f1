import { startChild, type Child } from "../targets/child.ts";
import type { Job, LoadResult, Report, Window } from "./job.ts";

/** Who hears of a job while it runs. */
export type Listener = {
  /** The measured time begins, or ends. */
  readonly border: (border: "begin" | "end") => void;
  readonly window: (window: Window) => void;
};

export type Generator = {
  run(job: Job, on?: Partial<Listener>): Promise<LoadResult>;
  end(): Promise<void>;
};

export function startGenerator(): Generator {
  const child: Child = startChild("generator/main");

  return {
    async run(job, on = {}) {
      child.process.send(job);
      for (;;) {
        const report = (await child.next()) as Report;
        if (report.kind === "done") return report.result;
        if (report.kind === "failed") throw new Error(`The generator failed: ${report.reason}`);
        if (report.kind === "window") on.window?.(report.window);
        else on.border?.(report.border);
      }
    },
    end: () => child.end(),
  };
}
