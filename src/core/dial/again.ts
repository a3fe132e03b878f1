import type { Instant } from "../kernel/instant.ts";
import { type Hours, promisedAt } from "../seating/promise.ts";

/** How a customer who does not answer her telephone is tried again. */
export type AgainRule = { readonly againMs: number; readonly triesMax: number };

/**
 * When a call-back that was not answered is due again, after so many tries: later each time, and within the hours of its
 * queue. Undefined: nobody should try any more, somebody is to think.
 */
export function againAt(
  tries: number,
  at: Instant,
  hours: Hours,
  { againMs, triesMax }: AgainRule,
): Instant | undefined {
  if (tries >= triesMax) return undefined;
  return promisedAt(at, { ...hours, answerMs: againMs * 2 ** Math.max(0, tries - 1) });
}
