import { readFileSync } from "node:fs";

/** Memory of a process that is in RAM, in kB (proc(5), VmRSS). */
export function residentKb(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "latin1");
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
}
