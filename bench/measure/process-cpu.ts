import { readFileSync } from "node:fs";

/** The kernel counts processor time in ticks of 1/100 s (proc(5), sysconf(_SC_CLK_TCK) on Linux). */
const usPerTick = 10_000;

/** User and system time of a process with all its threads, in µs. */
export function processUs(pid: number): number {
  const { own } = ticks(pid);
  return own * usPerTick;
}

/**
 * The same of a process and its children, those that ended included (they count in their parent once it has
 * waited for them): all of a PostgreSQL, given its postmaster.
 */
export function treeUs(pid: number): number {
  const { own, ended } = ticks(pid);
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "latin1").split(" ").filter(Boolean);
  return children.reduce((sum, child) => sum + (tryTreeUs(Number(child)) ?? 0), (own + ended) * usPerTick);
}

/** A child may end between being listed and being read; its time is its parent's by then, and late by one read. */
function tryTreeUs(pid: number): number | undefined {
  try {
    return treeUs(pid);
  } catch {
    return undefined;
  }
}

function ticks(pid: number) {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // Fields are counted after the name, which may hold spaces: state is field 3 (proc(5)).
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const field = (n: number) => Number(fields[n - 3]);
  return { own: field(14) + field(15), ended: field(16) + field(17) };
}
