import { parentPort, workerData } from "node:worker_threads";

import { nearOf } from "../../core/knowledge/sheet/near.ts";
import { readTable } from "./read.ts";
import type { Job } from "./tables.ts";
import { writeTable } from "./write.ts";

/** What runs in the thread: does the one thing that it was started for, says the result, ends. */
const result = await done(workerData as Job);
parentPort?.postMessage(result);

async function done(job: Job): Promise<unknown> {
  switch (job.kind) {
    case "read":
      return readTable(job.bytes, job.text);
    case "write":
      return writeTable(job.sheets, job.format);
    case "near":
      return nearOf(job.lists, job.from);
  }
}
