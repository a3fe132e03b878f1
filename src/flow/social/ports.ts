import type { Instant } from "../../core/kernel/instant.ts";
import type { Cursors, Unreadable } from "../../core/social/channel.ts";
import type { ReplyTo, SocialItem } from "../../core/social/item.ts";
import type { Landed, Landing } from "../../core/social/landing.ts";
import type { SpentCalls } from "../../core/social/limit/spent.ts";

/** Where items become rows, each once, in a short transaction of its own. */
export type Landings = {
  readonly land: (landing: Landing) => Promise<Landed>;
  /** A comment of our own came back: an answer of which nobody knew has its end, or one was written elsewhere. */
  readonly ownSeen: (accountId: string, own: SocialItem, at: Instant) => Promise<boolean>;
};

/** An account whose lists this process alone may read now. */
export type ClaimedPoll = {
  readonly accountId: string;
  readonly cursors: Cursors;
  readonly spent: SpentCalls;
  /** A trouble is in public: it is looked for as often as can be. */
  readonly isIncident: boolean;
};

export type Polled = {
  readonly cursors: Cursors;
  readonly spent: SpentCalls;
  readonly nextAt: Instant;
  readonly unreadable: readonly Unreadable[];
  readonly code: string | null;
};

export type Polls = {
  /** Of these accounts, those that are due; leased when this returns. */
  readonly claim: (accountIds: readonly string[], at: Instant) => Promise<readonly ClaimedPoll[]>;
  readonly settle: (accountId: string, polled: Polled, at: Instant) => Promise<void>;
  /** Something was said just now: they are due, no sooner than so long after their last look. */
  readonly soon: (accountIds: readonly string[], at: Instant, apartMs: number) => Promise<void>;
  /** Mentions of the last fortnight by hour of the day. */
  readonly expected: (accountId: string, since: Instant) => Promise<readonly number[]>;
};

/** An answer that this process alone may send now. */
export type ClaimedAnswer = {
  readonly id: string;
  readonly accountId: string;
  readonly replyTo: ReplyTo;
  readonly text: string;
  readonly attempt: number;
};

export type AnswerOutcome =
  | { readonly state: "accepted"; readonly externalId?: string | undefined }
  | { readonly state: "queued"; readonly code: string; readonly tryAt: Instant; readonly isMuted: boolean }
  | { readonly state: "rejected" | "unknown"; readonly code: string };

export type Answers = {
  /** The most urgent that wait, no more than the account's hour has places left. */
  readonly claim: (accountId: string, postsPerHour: number, at: Instant) => Promise<readonly ClaimedAnswer[]>;
  readonly settle: (claimed: ClaimedAnswer, outcome: AnswerOutcome, at: Instant) => Promise<void>;
  /** What dead processes were sending: nobody knows whether it left. */
  readonly abandoned: () => Promise<number>;
};
