import type { Scope } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { QueuePolicy } from "../../core/queue/policy.ts";

export type QueueGroup = { readonly id: string; readonly name: string };

/** How a queue and one of its agents stand to each other (seats section 1.1). */
export type Membership = {
  /** The queue's ring: 0 is asked first. */
  readonly level: number;
  /** The agent's preference among her queues: 1 first. */
  readonly priority: number;
  /** How old a contact must be before she sees it. */
  readonly delayMs: number;
};

export type QueueMember = Membership & { readonly staffId: string; readonly name: string };

export type Queue = {
  readonly id: string;
  readonly groupId: string;
  readonly key: string;
  readonly name: string;
  /** What differs from the defaults. */
  readonly policy: Partial<QueuePolicy>;
  readonly state: "active" | "closed";
  readonly version: number;
  readonly members: readonly QueueMember[];
};

export type QueueStore = {
  readonly groups: () => Promise<readonly QueueGroup[]>;
  readonly createGroup: (group: QueueGroup, at: Instant) => Promise<void>;
  readonly list: (within: Scope) => Promise<readonly Queue[]>;
  /** All of them; nobody else changes one until the commit. */
  readonly lockAll: () => Promise<readonly Queue[]>;
  readonly byId: (id: string) => Promise<Queue | undefined>;
  readonly create: (queue: Omit<Queue, "members" | "version">, at: Instant) => Promise<void>;
  /** Raises the version. Throws raced where it is not the one that was read. */
  readonly update: (
    queue: Pick<Queue, "id" | "version">,
    change: Partial<Pick<Queue, "name" | "policy" | "state">>,
  ) => Promise<void>;
  /** What is not given stays as it is, or is usual. */
  readonly putMember: (
    queueId: string,
    staffId: string,
    given: { readonly [Key in keyof Membership]?: Membership[Key] | undefined },
  ) => Promise<void>;
  readonly removeMember: (queueId: string, staffId: string) => Promise<void>;
  /** Those of them that there are. */
  readonly existing: (ids: readonly string[]) => Promise<readonly string[]>;
};
