import type { Instant } from "../../core/kernel/instant.ts";
import type { Draft } from "../knowledge/ports.ts";
import type { Stamp } from "../knowledge/ports.ts";

/** What became of one entry when many were published together. */
export type Released = {
  readonly entryId: string;
  readonly version: number;
  /** What answered before; null: nothing. */
  readonly was: number | null;
};

export type Release = {
  readonly id: string;
  readonly accountId: string;
  readonly entries: readonly Released[];
  readonly isUndone: boolean;
};

export type ListedRelease = {
  readonly id: string;
  readonly at: Instant;
  /** A name. */
  readonly by: string;
  readonly entries: number;
  /** Of these so many still answer as they were published then. */
  readonly live: number;
  readonly trial: string | null;
  readonly despite: string | null;
  readonly undone: { readonly at: Instant; readonly by: string } | null;
};

export type ListedDraft = Pick<Draft, "writing" | "version" | "at" | "by"> & {
  readonly id: string;
  /** Nothing of it was ever published. */
  readonly isNew: boolean;
  readonly isReviewed: boolean;
  /** What its imports have left open about it. */
  readonly todo: number;
};

export type ReleaseStore = {
  /** Drafts of an account, those of one import where it is named; the oldest first. */
  readonly drafts: (accountId: string, setId: string | undefined) => Promise<readonly ListedDraft[]>;
  readonly begin: (
    release: Pick<Release, "id" | "accountId" | "entries"> & { readonly trial: string | undefined },
    stamp: Stamp,
  ) => Promise<void>;
  readonly byId: (id: string) => Promise<Release | undefined>;
  /** Of an account, the newest first. */
  readonly list: (accountId: string) => Promise<readonly ListedRelease[]>;
  /** False where somebody else has. */
  readonly undo: (id: string, stamp: Stamp) => Promise<boolean>;
};
