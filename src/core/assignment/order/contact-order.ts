import type { Instant } from "../../kernel/instant.ts";
import type { QueueRules } from "../live/rules.ts";
import { compare } from "./compare.ts";

/** Where a contact stands. It never changes while it waits, so growing older costs nothing (seats section 2.3). */
export type OrderKey = {
  /** Sent back by whoever got it by mistake: before all others (days, G29). */
  readonly isFront: boolean;
  /** Whose queues go by due time come before those who go by priority, and these before those who go by age. */
  readonly family: number;
  readonly first: number;
  readonly second: number;
  readonly enqueuedAt: Instant;
  readonly seq: number;
};

type Waiting = {
  readonly isFront: boolean;
  readonly priority: number;
  /** So old that its priority is no matter any more. */
  readonly isAged: boolean;
  readonly boostMs: number;
  readonly dueAt: Instant | undefined;
  /** 隔夜: what it was promised says where it stands. */
  readonly promisedAt?: Instant | undefined;
  readonly enqueuedAt: Instant;
  readonly seq: number;
};

export function orderKey(order: QueueRules["order"], contact: Waiting): OrderKey {
  const { isFront, priority, isAged, boostMs, dueAt, enqueuedAt, seq } = contact;
  const rest = { isFront, enqueuedAt, seq };
  const { promisedAt } = contact;
  if (promisedAt !== undefined && !isFront)
    return { ...rest, family: order === "deadline" ? 0 : 2, first: promisedAt, second: 0 };
  switch (order) {
    case "deadline":
      return { ...rest, family: 0, first: dueAt ?? Infinity, second: priority };
    case "priority":
      return { ...rest, family: 1, first: isAged ? -Infinity : priority, second: 0 };
    case "score":
      return { ...rest, family: 2, first: enqueuedAt - boostMs, second: 0 };
    case "fifo":
      return { ...rest, family: 2, first: enqueuedAt, second: 0 };
  }
}

/**
 * Total over all queues, so that no two can wait for each other; `seq` belongs to one contact alone. Where a queue's
 * due times must not go before another's age, memberships have priorities.
 */
export const compareKeys = (one: OrderKey, other: OrderKey): number =>
  Number(other.isFront) - Number(one.isFront) ||
  one.family - other.family ||
  compare(one.first, other.first) ||
  compare(one.second, other.second) ||
  one.enqueuedAt - other.enqueuedAt ||
  one.seq - other.seq;
