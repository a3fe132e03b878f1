import { readFileSync } from "node:fs";

/** Memory of a process that is in RAM, in kB (proc(5), VmRSS). */
export const residentKb = (pid: number): number => statusKb(pid, "VmRSS");

/** Of a process and its children, what no file and no shared memory stands behind (RssAnon), in kB. */
export function treePrivateKb(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, one) => sum + statusKb(one, "RssAnon"), 0);
}

/** 0 of a process that has ended meanwhile. */
function statusKb(pid: number, field: string): number {
  const status = readIfThere(`/proc/${pid}/status`);
  return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m").exec(status)?.[1] ?? 0);
}

const childrenOf = (pid: number): readonly number[] =>
  readIfThere(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
