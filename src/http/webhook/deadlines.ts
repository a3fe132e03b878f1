import type { Clock } from "../../core/kernel/instant.ts";

/** Calls that wait for an answer, oldest first. */
export type Deadlines<Call> = {
  readonly add: (call: Call, at: number) => void;
  readonly delete: (call: Call) => void;
};

const SWEEP_MS = 250;

/** One timer for all calls instead of one each: `late` is called for whoever has waited longer than `waitMs`. */
export function createDeadlines<Call>(
  clock: Clock,
  waitMs: number,
  late: (call: Call) => void,
): Deadlines<Call> {
  const waiting = new Map<Call, number>();
  const sweep = setInterval(() => {
    const oldest = clock() - waitMs;
    for (const [call, at] of waiting) {
      if (at > oldest) return;
      waiting.delete(call);
      late(call);
    }
  }, SWEEP_MS);
  sweep.unref();
  return {
    add: (call, at) => void waiting.set(call, at),
    delete: (call) => void waiting.delete(call),
  };
}
