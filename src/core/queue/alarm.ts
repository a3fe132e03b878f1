import type { Instant } from "../kernel/instant.ts";
import type { QueuePolicy } from "./policy.ts";

/** From when on a queue's leaders are told: more than so many wait, the first of them for longer, or nobody could take one. */
export type QueueAlarms = Pick<QueuePolicy, "alarmWaiting" | "alarmWaitMs" | "alarmNoneFree">;

export type QueueSeen = {
  readonly waiting: number;
  readonly waitingSince: Instant | undefined;
  /** Units that its agents have free together. */
  readonly free: number;
};

/** What is passed, and by which limit: people, or ms. */
export type QueueAlarm =
  | { readonly kind: "waiting"; readonly limit: number }
  | { readonly kind: "wait"; readonly limit: number }
  | { readonly kind: "none_free" };

/**
 * 报警: which thresholds of a queue are passed at this moment. Told of the floor as it is, so it begins and ends by itself,
 * and there is nothing to be put back when a preset's thresholds end; where nobody waits there is none.
 */
export function alarmsOf(
  { waiting, waitingSince, free }: QueueSeen,
  { alarmWaiting = Infinity, alarmWaitMs = Infinity, alarmNoneFree }: QueueAlarms,
  at: Instant,
): readonly QueueAlarm[] {
  if (waiting === 0) return [];
  const alarms: QueueAlarm[] = [];
  if (waiting > alarmWaiting) alarms.push({ kind: "waiting", limit: alarmWaiting });
  if (at - (waitingSince ?? at) > alarmWaitMs) alarms.push({ kind: "wait", limit: alarmWaitMs });
  if (alarmNoneFree && free === 0) alarms.push({ kind: "none_free" });
  return alarms;
}
