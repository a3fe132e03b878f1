import { residentKb, treePrivateKb } from "../measure/process-memory.ts";

const everyMs = 2_000;
const kilobyte = 1_024;
const heapMetric = /^nodejs_heap_size_used_bytes (\S+)$/m;

/** One look at what processes hold, in bytes; `atMs` since the watch began. */
export type Memory = {
  readonly atMs: number;
  /** The server's, in RAM. */
  readonly bytes: number;
  /** Of it, what JavaScript holds; what it needs no more may be among it. */
  readonly heap: number;
  /** PostgreSQL's own, all processes together, without what they share. */
  readonly postgres: number;
};

export type MemoryOf = {
  readonly port: number;
  readonly pid: number;
  /** Undefined: PostgreSQL is not on this machine's process list, and counts as 0. */
  readonly postmaster: number | undefined;
};

/** Looks each two seconds, from `begin` to `end`. */
export function watchMemory({ port, pid, postmaster }: MemoryOf) {
  const looks: Memory[] = [];
  let timer: NodeJS.Timeout | undefined;
  let startedAt = 0;

  async function look() {
    const heap = await readHeap(port);
    const postgres = postmaster === undefined ? 0 : treePrivateKb(postmaster) * kilobyte;
    const atMs = performance.now() - startedAt;
    looks.push({ atMs, bytes: residentKb(pid) * kilobyte, heap, postgres });
  }
  return {
    begin() {
      startedAt = performance.now();
      // A look that finds nobody is left out: that the server is gone shows elsewhere.
      timer = setInterval(() => void look().catch(() => undefined), everyMs);
    },
    end: () => clearInterval(timer),
    all: (): readonly Memory[] => looks,
    last: (ms: number): readonly Memory[] =>
      looks.filter(({ atMs }) => atMs > performance.now() - startedAt - ms),
  };
}

async function readHeap(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(heapMetric.exec(text)?.[1]);
}
