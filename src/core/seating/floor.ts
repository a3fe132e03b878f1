import { defaultQueuePolicy } from "../queue/policy.ts";

/** Who is there, as of a moment ago: for telling a fan the truth, never for giving anybody work. */
export type Floor = {
  /** Whether somebody who serves this queue is signed in; without a queue: anybody. */
  readonly staffed: (queueId: string | undefined) => boolean;
  readonly signedIn: (staffId: string) => boolean;
  /** How long a wrap-up of this queue holds its place, in ms. */
  readonly wrapMs: (queueId: string | undefined) => number;
};

/** What a floor is made of. */
export type FloorState = {
  readonly signedIn: readonly string[];
  readonly queues: readonly {
    readonly id: string;
    readonly staffed: boolean;
    readonly wrapMs: number;
  }[];
};

export function floorOf({ signedIn, queues }: FloorState): Floor {
  const staff = new Set(signedIn);
  const byId = new Map(queues.map((queue) => [queue.id, queue]));
  return {
    staffed: (queueId) => (queueId === undefined ? staff.size > 0 : (byId.get(queueId)?.staffed ?? false)),
    signedIn: (staffId) => staff.has(staffId),
    wrapMs: (queueId) => byId.get(queueId ?? "")?.wrapMs ?? defaultQueuePolicy.wrapMs,
  };
}
