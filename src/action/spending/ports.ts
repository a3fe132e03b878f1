import type { Instant } from "../../core/kernel/instant.ts";

/** From `from` up to `to`; of one account, or of all. */
export type SpendingFilter = {
  readonly from: Instant;
  readonly to: Instant;
  readonly account: string | undefined;
};

/** So many messages of one spender had one fate in one hour. */
export type SpentHour = {
  readonly account: string;
  readonly hour: Instant;
  readonly spender: string;
  /** sent, or the code why not; `refused`: by the platform. */
  readonly fate: string;
  readonly count: number;
};

/** A refusal by the platform that our ledger did not foresee: a defect of ours, or a new rule of its. */
export type Unforeseen = {
  readonly account: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly at: Instant;
  readonly code: string;
  /** What the ledger saw: the window that would have paid. */
  readonly trigger: string | null;
  readonly left: number | null;
};

export type SpentAccount = { readonly id: string; readonly name: string; readonly simulated: boolean };

export type SpendingStore = {
  readonly accounts: () => Promise<readonly SpentAccount[]>;
  readonly hours: (filter: SpendingFilter) => Promise<readonly SpentHour[]>;
  /** The newest first, so many at most. */
  readonly unforeseen: (filter: SpendingFilter, max: number) => Promise<readonly Unforeseen[]>;
};
