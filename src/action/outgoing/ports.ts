import type { Instant } from "../../core/kernel/instant.ts";
import type { OutgoingRules } from "../../core/outgoing/judge.ts";

export type Promotion = {
  readonly contactId: string;
  readonly accountId: string;
  readonly staffId: string;
  readonly word: string;
  readonly at: Instant;
};

/** What holds for the words of an account's agents now: `over` has those that ended last first. */
export type HouseWording = Pick<OutgoingRules, "zone" | "banned" | "selling" | "over">;

/** What is looked at before an agent's words leave. */
export type OutgoingStore = {
  /** In one look, as every reply waits for it. */
  readonly wording: (accountId: string, at: Instant) => Promise<HouseWording>;
  /** Keeps that something was offered in a contact; false: something was before. */
  readonly promote: (promotion: Promotion) => Promise<boolean>;
  /** Contacts of an account in which something was offered since then. */
  readonly promotions: (accountId: string, since: Instant) => Promise<number>;
};
