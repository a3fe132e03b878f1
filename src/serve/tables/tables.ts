import { Worker } from "node:worker_threads";

import type { Near } from "../../core/knowledge/sheet/near.ts";
import { unfit } from "../../core/table/cells.ts";
import {
  type ReadTable,
  type Sheet,
  TABLE_BYTES_MAX,
  type TableFormat,
  type Tables,
} from "../../core/table/table.ts";

export type Job =
  | { readonly kind: "near"; readonly lists: readonly (readonly string[])[]; readonly from: number }
  | { readonly kind: "read"; readonly bytes: Uint8Array; readonly text: "csv" | "yaml" }
  | { readonly kind: "write"; readonly sheets: readonly Sheet[]; readonly format: TableFormat };

/** A table of the largest size is read in two seconds; a file that was made to take for ever does not. */
const JOB_MS_MAX = 20_000;
const HEAP_MB_MAX = 384;

/** One file at a time, each in a thread of its own: what a file does to it, it does to nobody else. */
export function openTables(): Tables {
  let before: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(job: Job): Promise<Result> => {
    const turn = before.then(() => inThread<Result>(job));
    before = turn.catch(() => undefined);
    return turn;
  };
  return {
    read: (bytes, text) =>
      bytes.length > TABLE_BYTES_MAX
        ? Promise.resolve(unfit({ code: "table_too_large", max: TABLE_BYTES_MAX }))
        : inTurn<ReadTable>({ kind: "read", bytes, text }).catch(() => unfit({ code: "table_unreadable" })),
    near: (lists, from) => inTurn<readonly (Near | null)[]>({ kind: "near", lists, from }),
    write: (sheets, format) => inTurn<Uint8Array>({ kind: "write", sheets, format }),
  };
}

function inThread<Result>(job: Job): Promise<Result> {
  // How the process was started is not the thread's business.
  const thread = new Worker(new URL("./thread.js", import.meta.url), {
    workerData: job,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
  });
  const late = setTimeout(() => void thread.terminate(), JOB_MS_MAX);
  return new Promise<Result>((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", reject);
    thread.once("exit", (code) =>
      reject(new Error(`the table's thread ended with ${code}, and said nothing`)),
    );
  }).finally(() => clearTimeout(late));
}
