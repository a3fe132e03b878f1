import type { FanChange } from "../../core/fan/change.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** Whose conversation it is. */
export type FanOf = { readonly identityId: string; readonly accountId: string };

/** What is known of a fan by her platform's word. */
export type FanKnown = {
  readonly follows: boolean | null;
  readonly followedAt: Instant | null;
  readonly language: string | null;
  readonly remark: string | null;
  readonly source: string | null;
  readonly scene: string | null;
  readonly blockedAt: Instant | null;
  readonly askedAt: Instant | null;
  /** Names. */
  readonly labels: readonly string[];
};

/** Something that the platform is to change, and what came of it. */
export type KnownChange = {
  readonly id: string;
  readonly kind: FanChange["kind"];
  readonly value: string | null;
  readonly state: "waiting" | "refused";
  readonly code: string | null;
  readonly at: Instant;
};

/** Another identity of the same person. */
export type OtherIdentity = {
  readonly identityId: string;
  readonly accountName: string;
  readonly platform: string;
  readonly name: string | null;
  /** What brought the two together, where somebody may take it back. */
  readonly mergeId: string | null;
};

export type FanStore = {
  /** Undefined where there is no such conversation. */
  readonly ofConversation: (conversationId: string) => Promise<FanOf | undefined>;
  readonly known: (identityId: string) => Promise<FanKnown | undefined>;
  /** Names of all labels of the account. */
  readonly labels: (accountId: string) => Promise<readonly string[]>;
  /** What has not come true yet: what waits, and what was refused last of each kind and value. */
  readonly changes: (identityId: string) => Promise<readonly KnownChange[]>;
  readonly others: (identityId: string) => Promise<readonly OtherIdentity[]>;
  /** The merge that brought this identity itself to its customer. */
  readonly ownMerge: (identityId: string) => Promise<string | undefined>;
  /** Asks for it anew, before all others. */
  readonly ask: (fan: FanOf) => Promise<void>;
  /** Keeps a change to be made; what still waits of the same kind and value is replaced. */
  readonly add: (
    change: FanOf & { readonly id: string; readonly change: FanChange; readonly by: string },
    at: Instant,
  ) => Promise<void>;
  /** What was refused is no more to be told of. False where there is none such. */
  readonly dismiss: (changeId: string, identityId: string) => Promise<boolean>;
  /**
   * Moves the pointer of an identity back to where it was before the merge, which is marked undone. False where it is
   * undone by now, or the identity has moved on.
   */
  readonly part: (mergeId: string, identityId: string, at: Instant) => Promise<boolean>;
};
