import { cpus } from "node:os";

/** Busy time of all processors so far, in ms: what others took shows how far a run can be trusted. */
export const machineBusyMs = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0);
