import type { Instant } from "../../kernel/instant.ts";
import type { FreeClass } from "../free/free-class.ts";
import { type Bucket, createLine, type Line } from "../waiting/bucket.ts";
import { createFreeList } from "../free/free-class.ts";
import type { FreeEntry } from "../free/free-class.ts";
import type { SortedList } from "../order/sorted-list.ts";
import type { LiveAgent } from "./agent.ts";
import type { LiveContact } from "./contact.ts";
import type { QueueRules } from "./rules.ts";
import type { Profile } from "./skill.ts";

export type LiveQueue = {
  readonly id: string;
  rules: QueueRules;
  readonly members: Set<LiveAgent>;
  readonly delays: Set<number>;
  /** Ages at which something opens, ascending: rings and delays. */
  thresholds: readonly number[];
  /** What waits, by all that decides who may have it. */
  readonly buckets: Map<string, Bucket>;
  /** Who is free, by all that decides what she may have. */
  readonly free: Map<string, FreeClass>;
  /** Both once more, in order: who comes first is mostly found among the first few. */
  readonly line: Line;
  readonly freeInOrder: SortedList<FreeEntry>;
  readonly queued: Set<LiveContact>;
  offered: number;
  readonly signedInByLevel: Map<number, number>;
  readonly readyByProfile: Map<Profile, number>;
  /** Since when nobody is signed in. */
  unstaffedSince: Instant | undefined;
  /** Waiting contacts that somebody is excluded from. */
  readonly picky: Set<LiveContact>;
  /** Waiting contacts that are old enough to reserve an agent, and who waits for whom. */
  readonly heavy: Set<LiveContact>;
  keeping: { readonly contact: LiveContact; readonly agent: LiveAgent } | undefined;
  /** Public threads that somebody has or is offered. */
  publicInHand: number;
  offersSincePromoted: number;
  turnsSinceOvernight: number;
  /** How long a slot is taken, smoothed by a quarter; undefined until the first has ended. */
  slotMs: number | undefined;
};

export function createQueue(rules: QueueRules, at: Instant): LiveQueue {
  return {
    id: rules.id,
    rules,
    members: new Set(),
    delays: new Set(),
    thresholds: thresholdsOf(rules, []),
    buckets: new Map(),
    free: new Map(),
    line: createLine(),
    freeInOrder: createFreeList(),
    queued: new Set(),
    offered: 0,
    signedInByLevel: new Map(),
    readyByProfile: new Map(),
    unstaffedSince: at,
    picky: new Set(),
    heavy: new Set(),
    keeping: undefined,
    publicInHand: 0,
    offersSincePromoted: Infinity,
    turnsSinceOvernight: Infinity,
    slotMs: undefined,
  };
}

export function thresholdsOf({ rings }: QueueRules, delays: Iterable<number>): readonly number[] {
  const ages = [...rings, ...delays].filter((age) => age > 0 && age < Infinity);
  return [...new Set(ages)].toSorted((one, other) => one - other);
}

/** The age from which a membership sees contacts, in ms: its delay, and the opening of its ring. */
export function opensAt({ rules, signedInByLevel }: LiveQueue, level: number, delayMs: number): number {
  const { rings, skipEmptyRings } = rules;
  const ring = rings[Math.min(level, rings.length - 1)] ?? 0;
  if (ring <= delayMs) return delayMs;
  if (!skipEmptyRings) return ring;
  for (const [below, count] of signedInByLevel) if (below < level && count > 0) return ring;
  return delayMs;
}

/** How many of the queue's ages a contact has reached. */
export function stageOf({ thresholds }: LiveQueue, ageMs: number): number {
  let stage = 0;
  for (const age of thresholds) if (age <= ageMs) stage += 1;
  return stage;
}
