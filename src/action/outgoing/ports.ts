import type { Instant } from "../../core/kernel/instant.ts";
import type { EntryOver } from "../../core/outgoing/promise-over.ts";

export type Promotion = {
  readonly contactId: string;
  readonly accountId: string;
  readonly staffId: string;
  readonly word: string;
  readonly at: Instant;
};

/** What is looked at before an agent's words leave. */
export type OutgoingStore = {
  /** Published entries of the account whose time is over, those that ended last first. */
  readonly over: (accountId: string, at: Instant) => Promise<readonly EntryOver[]>;
  /** Keeps that something was offered in a contact; false: something was before. */
  readonly promote: (promotion: Promotion) => Promise<boolean>;
  /** Contacts of an account in which something was offered since then. */
  readonly promotions: (accountId: string, since: Instant) => Promise<number>;
};
