import type { Content } from "../../core/channel/content.ts";
import type { SaidClass } from "../../core/conversation/said.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { LedgerWindow } from "../../core/ledger/ledger.ts";
import type { LedgerRules } from "../../core/ledger/rule.ts";

/** One message of ours that this process alone may send now. */
export type Claimed = {
  readonly conversationId: string;
  readonly seq: number;
  readonly accountId: string;
  /** The fan's id on the account. */
  readonly to: string;
  readonly class: SaidClass;
  /** When it was said. */
  readonly at: Instant;
  /** Tries, this one included. Also the guard of its outcome: a row that was claimed again is another try's. */
  readonly attempt: number;
  /** Undefined where its words are gone (erased). */
  readonly content: Content | undefined;
};

/** What one try has shown, and where the row is put for it. */
export type Outcome =
  | { readonly state: "accepted"; readonly externalId?: string }
  | { readonly state: "queued"; readonly code: string; readonly afterMs: number }
  | { readonly state: "rejected" | "expired" | "unknown"; readonly code: string };

/** Rows of the outbox on their way out. */
export type Outgoing = {
  /**
   * Takes up to `free` messages of each account: the first of each conversation that is due, agents' words before
   * the bot's. They are `sending` and leased when this returns.
   */
  readonly claim: (
    room: readonly { readonly accountId: string; readonly free: number }[],
  ) => Promise<readonly Claimed[]>;
  /**
   * What the platform lets the account say in that conversation now, without the message itself; `isServed`: she has a
   * request that is not over.
   */
  readonly windows: (
    claimed: Claimed,
    rules: LedgerRules,
    at: Instant,
  ) => Promise<{ readonly windows: readonly LedgerWindow[]; readonly isServed: boolean }>;
  readonly settle: (claimed: Claimed, outcome: Outcome) => Promise<Settled>;
  /** What dead processes were sending: nobody knows whether it left. */
  readonly abandoned: () => Promise<readonly Touched[]>;
};

export type Settled = {
  /** False where the row has gone on without us: its lease was over and somebody has decided since. */
  readonly written: boolean;
  /** The agents who have the conversation on their desks. */
  readonly owners: readonly string[];
};

export type Touched = { readonly conversationId: string; readonly owners: readonly string[] };
