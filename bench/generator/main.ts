import { createTraffic } from "../traffic/traffic.ts";
import { closedLoop } from "./closed-loop.ts";
import type { Job, LoadResult, Report, Window } from "./job.ts";
import { createLedger } from "./ledger.ts";
import { createMeter } from "../measure/meter.ts";
import { openLoop } from "./open-loop.ts";
import { wireOf } from "../wire/wire.ts";

// The generator: a process of its own that takes one job after the other from its parent.

/** Requests made before a loop begins; more than any machine here answers in a round. */
const preparedMax = 40_000;

const tell = (report: Report) => void process.send?.(report);

process.on("message", (job: Job) => {
  work(job).then(
    (result) => tell({ kind: "done", result }),
    (error: unknown) =>
      tell({ kind: "failed", reason: error instanceof Error ? error.message : String(error) }),
  );
});
process.on("disconnect", () => process.exit());

async function work({ port, traffic: plan, answers, load }: Job): Promise<LoadResult> {
  const wire = wireOf(plan.door);
  const traffic = createTraffic(plan, wire);
  const ledger = createLedger(traffic, wire, answers);

  switch (load.kind) {
    case "each": {
      const meter = createMeter(tell);
      const loop = { port, connections: 16, warmUpMs: 0, measureMs: 60_000, requestsMax: answers.length };
      const lost = await closedLoop(loop, { traffic, ledger, meter });
      return meter.result(ledger.counts(), lost);
    }
    case "closed": {
      traffic.prepare(preparedMax);
      const meter = createMeter(tell);
      const lost = await closedLoop({ ...load, port, requestsMax: Infinity }, { traffic, ledger, meter });
      return meter.result(ledger.counts(), lost);
    }
    case "open": {
      const seconds = (load.warmUpMs + load.measureMs) / 1_000;
      traffic.prepare(Math.min(preparedMax, Math.ceil(load.perSecond * seconds)));
      const meter = createMeter(tell);
      const windows = load.windowMs !== undefined && {
        ms: load.windowMs,
        onWindow: (window: Window) => tell({ kind: "window", window }),
      };
      const loop = { ...load, port, seed: plan.stream, windows: windows || undefined };
      const lost = await openLoop(loop, { traffic, ledger, meter });
      return meter.result(ledger.counts(), lost);
    }
  }
}
