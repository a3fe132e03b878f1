import type { Instant } from "../../kernel/instant.ts";
import { compare } from "./compare.ts";
import { createHeap } from "./heap.ts";

/** What is due in one instant comes in this order (the scenarios' first convention). */
export const TIMER_KINDS = [
  "offer",
  "wrap",
  "max_wait",
  "cool_down",
  "opening",
  "callback",
  "forget",
  "alarm",
] as const;
export type TimerKind = (typeof TIMER_KINDS)[number];

/** `fire` looks whether what it was set for still holds: nothing is ever taken out of the timers. */
export type Timer = {
  readonly at: Instant;
  readonly kind: TimerKind;
  /** The contact's sequence, or the agent's seat. */
  readonly seq: number;
  readonly fire: (at: Instant) => void;
};

export type Timers = {
  readonly set: (timer: Timer) => void;
  readonly nextAt: () => Instant | undefined;
  /** All that are due by now, in the order of one instant, whatever time each had. */
  readonly takeDue: (at: Instant) => readonly Timer[];
  readonly size: () => number;
};

const RANK = Object.fromEntries(TIMER_KINDS.map((kind, rank) => [kind, rank])) as Readonly<
  Record<TimerKind, number>
>;

const inOneInstant = (one: Timer, other: Timer): number =>
  RANK[one.kind] - RANK[other.kind] || compare(one.seq, other.seq);

export function createTimers(): Timers {
  const heap = createHeap<Timer>((one, other) => one.at - other.at || inOneInstant(one, other));
  return {
    set: heap.push,
    size: heap.size,
    nextAt: () => heap.first()?.at,
    takeDue(at) {
      const due: Timer[] = [];
      for (let timer = heap.first(); timer !== undefined && timer.at <= at; timer = heap.first()) {
        due.push(timer);
        heap.pop();
      }
      return due.toSorted(inOneInstant);
    },
  };
}
