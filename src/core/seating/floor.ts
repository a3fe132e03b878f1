import type { Instant } from "../kernel/instant.ts";
import { defaultQueuePolicy, type OwnHours, type QueuePolicy } from "../queue/policy.ts";

export type Choosing = { readonly leadMs: number; readonly calls: boolean };

/** Who is there, as of a moment ago: for telling a fan the truth, never for giving anybody work. */
export type Floor = {
  /** Whether somebody who serves this queue is signed in; without a queue: anybody. */
  readonly staffed: (queueId: string | undefined) => boolean;
  readonly signedIn: (staffId: string) => boolean;
  /** Whether as many wait in it as its policy lets. */
  readonly isFull: (queueId: string | undefined) => boolean;
  /** Whether its leaders let anybody in now. */
  readonly isOpen?: (queueId: string | undefined) => boolean;
  /** Whether somebody who serves it is ready; whether it is waited in without anybody; its own hours. Absent: as usual. */
  readonly ready?: (queueId: string | undefined) => boolean;
  readonly joinEmpty?: (queueId: string | undefined) => QueuePolicy["joinEmpty"];
  readonly hours?: (queueId: string | undefined) => OwnHours | undefined;
  /** How long before closing its fans may choose, in ms, and whether they may wish to be called. */
  readonly choosing?: (queueId: string | undefined) => Choosing | undefined;
  /** How long a wrap-up of this queue holds its place, in ms. */
  readonly wrapMs: (queueId: string | undefined) => number;
  /** For how long somebody who gave up waiting in it may come back to her place, in ms; absent: she may not. */
  readonly resumeMs?: (queueId: string | undefined) => number;
  /** How many of a queue have waited longer than since then; undefined where they are too many to count. */
  readonly ahead: (queueId: string | undefined, since: Instant) => number | undefined;
};

/** Whoever stands further back is told nothing that could be wrong by hundreds. */
export const COUNTED_MAX = 500;

/** What a floor is made of. */
export type FloorState = {
  readonly signedIn: readonly string[];
  readonly queues: readonly {
    readonly id: string;
    readonly staffed: boolean;
    readonly isFull: boolean;
    readonly isOpen?: boolean;
    readonly ready?: boolean;
    readonly joinEmpty?: QueuePolicy["joinEmpty"];
    readonly hours?: OwnHours | undefined;
    readonly choosing?: Choosing;
    readonly wrapMs: number;
    readonly resumeMs?: number;
    /** Since when each waits, the longest first; at most COUNTED_MAX. */
    readonly waiting: readonly Instant[];
  }[];
};

export function floorOf({ signedIn, queues }: FloorState): Floor {
  const staff = new Set(signedIn);
  const byId = new Map(queues.map((queue) => [queue.id, queue]));
  return {
    staffed: (queueId) => (queueId === undefined ? staff.size > 0 : (byId.get(queueId)?.staffed ?? false)),
    signedIn: (staffId) => staff.has(staffId),
    isFull: (queueId) => byId.get(queueId ?? "")?.isFull ?? false,
    isOpen: (queueId) => byId.get(queueId ?? "")?.isOpen ?? true,
    ready: (queueId) => byId.get(queueId ?? "")?.ready ?? true,
    joinEmpty: (queueId) => byId.get(queueId ?? "")?.joinEmpty ?? defaultQueuePolicy.joinEmpty,
    hours: (queueId) => byId.get(queueId ?? "")?.hours,
    choosing: (queueId) => byId.get(queueId ?? "")?.choosing,
    wrapMs: (queueId) => byId.get(queueId ?? "")?.wrapMs ?? defaultQueuePolicy.wrapMs,
    resumeMs: (queueId) => byId.get(queueId ?? "")?.resumeMs ?? defaultQueuePolicy.resumeMs,
    ahead(queueId, since) {
      const waiting = byId.get(queueId ?? "")?.waiting ?? [];
      const ahead = waiting.filter((other) => other < since).length;
      return ahead < COUNTED_MAX ? ahead : undefined;
    },
  };
}
