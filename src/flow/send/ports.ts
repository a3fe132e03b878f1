import type { Content } from "../../core/channel/content.ts";
import type { TextLimit } from "../../core/channel/split.ts";
import type { SaidClass } from "../../core/conversation/said.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { BudgetKind, BudgetLevel } from "../../core/ledger/budget.ts";
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
  /** As whom of the platform's own desk its author is shown; null: nobody of her own. */
  readonly persona: string | null;
  /** Undefined where its words are gone (erased). */
  readonly content: Content | undefined;
  /** What leaves with it as one message and shares its outcome. */
  readonly joined: readonly Joined[];
};

/** One more row of the conversation; `attempt` guards it as the first one's does. */
export type Joined = { readonly seq: number; readonly attempt: number };

/** It has a budget of its own at the platform, and takes no place of any window. */
export const isNotice = ({ content }: Pick<Claimed, "content">): boolean => content?.kind === "notice";

/** What one try has shown, and where the row is put for it. */
export type Outcome =
  | { readonly state: "accepted"; readonly externalId?: string; readonly checkId?: string }
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
  /**
   * Takes the short texts of the same author that follow it and are ready, too, as many as have room in one message:
   * the place of the first is paid for all. They are leased as long as it is.
   */
  readonly join: (claimed: Claimed, limit: TextLimit) => Promise<Claimed>;
  readonly settle: (claimed: Claimed, outcome: Outcome) => Promise<Settled>;
  /** The platform refuses what our ledger had a place for: an event of the conversation, for the defect's sake. */
  readonly unforeseen: (claimed: Claimed, code: string, windows: readonly LedgerWindow[]) => Promise<void>;
  /** The platform says that she does not follow the account any more. */
  readonly fanLeft: (claimed: Claimed) => Promise<void>;
  /** And that she has agreed to no notice of this kind, whatever we have counted. */
  readonly notAgreed: (claimed: Claimed) => Promise<void>;
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

/** One of the budgets of an account. */
export type BudgetName = { readonly accountId: string; readonly kind: BudgetKind };
export type Used = BudgetName & { readonly used: number };

/** How much of accounts' budgets is used, counted from what their platforms were asked to take. */
export type BudgetStore = {
  /** Since each one's period began; `upTo`: the database's time of the count. */
  readonly used: (
    periods: readonly (BudgetName & { readonly since: Instant })[],
  ) => Promise<{ readonly used: readonly Used[]; readonly upTo: Instant }>;
  /** What came since that count. */
  readonly usedSince: (upTo: Instant) => Promise<readonly Used[]>;
  /** True for whoever writes it first: of all nodes one tells. */
  readonly tell: (alarm: BudgetAlarm) => Promise<boolean>;
};

export type BudgetAlarm = BudgetName & {
  readonly since: Instant;
  readonly level: Exclude<BudgetLevel, "calm">;
  readonly used: number;
  readonly sends: number;
};
