import type { Scope } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { QueuePolicy } from "../../core/queue/policy.ts";

export type QueueGroup = { readonly id: string; readonly name: string };

export type QueueMember = { readonly staffId: string; readonly name: string; readonly level: number };

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
  readonly byId: (id: string) => Promise<Queue | undefined>;
  readonly create: (queue: Omit<Queue, "members" | "version">, at: Instant) => Promise<void>;
  /** Raises the version. Throws raced where it is not the one that was read. */
  readonly update: (
    queue: Pick<Queue, "id" | "version">,
    change: Partial<Pick<Queue, "name" | "policy" | "state">>,
  ) => Promise<void>;
  readonly putMember: (queueId: string, staffId: string, level: number) => Promise<void>;
  readonly removeMember: (queueId: string, staffId: string) => Promise<void>;
  /** Those of them that there are. */
  readonly existing: (ids: readonly string[]) => Promise<readonly string[]>;
};
