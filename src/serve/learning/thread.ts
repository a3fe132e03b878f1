import { parentPort, workerData } from "node:worker_threads";

import { learn } from "../../core/answer/knowledge/learn.ts";

/** What runs in the thread: learns of the phrasings that it was started with, says the result, ends. */
const learned = learn(workerData as readonly (readonly string[])[]);
parentPort?.postMessage(learned, buffersIn(learned));

/** Whatever the result consists of, it is moved, not copied. */
function buffersIn(value: unknown): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap(buffersIn))];
}
