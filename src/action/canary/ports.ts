import type { CanaryFigures } from "../../core/canary/canary.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Stamp } from "../knowledge/ports.ts";

export type Canary = {
  readonly id: string;
  readonly entryId: string;
  readonly accountId: string;
  readonly version: number;
  /** What answers all others; null: nothing of the entry does. */
  readonly was: number | null;
  /** 0..1 of the conversations. */
  readonly share: number;
  readonly endsAt: Instant;
};

export type CanaryState = "running" | "published" | "returned" | "stopped";
export type Latest = Canary & {
  readonly at: Instant;
  readonly endedAt: Instant | null;
  readonly state: CanaryState;
  /** As it does; of one that is over, as it has done. */
  readonly figures: CanaryFigures;
};

export type CanaryStore = {
  /** False where the account has one already. */
  readonly start: (canary: Canary, stamp: Stamp) => Promise<boolean>;
  /** The entry's last. */
  readonly latest: (entryId: string) => Promise<Latest | undefined>;
  /** Its version answers everybody from now on. False where it is over, or something else was published. */
  readonly publish: (
    canary: Pick<Canary, "id" | "entryId" | "version" | "was">,
    at: Instant,
  ) => Promise<boolean>;
  /** It answers nobody any more; where there is none, nothing happens. */
  readonly stop: (entryId: string, at: Instant) => Promise<boolean>;
};
