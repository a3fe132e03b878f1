import type { Instant } from "../kernel/instant.ts";

/** What a fan does that lets the account speak to her outside of a webhook's answer. */
export type Trigger = "message" | "menu" | "follow" | "scan" | "enter";

/** How much one trigger allows. */
export type Allowance = {
  /** Messages; absent where they are not counted. */
  readonly places?: number;
  /** For how long after it, in ms. */
  readonly forMs: number;
};

/** A platform's rules from a moment on. A trigger that is not named opens nothing. */
export type LedgerRule = {
  readonly since: Instant;
  readonly allowances: { readonly [trigger in Trigger]?: Allowance };
};

/** Oldest first: a change of the platform's rules is one more, so that old conversations are read by the old one. */
export type LedgerRules = readonly LedgerRule[];

/** The rule in force at a moment; undefined before the first. */
export const ruleAt = (rules: LedgerRules, at: Instant): LedgerRule | undefined =>
  rules.findLast(({ since }) => since <= at);

/** The longest that any trigger keeps a window open, in ms; Infinity where the platform knows no windows. */
export const longestWindowMs = (rules: LedgerRules | undefined): number =>
  rules === undefined
    ? Infinity
    : Math.max(0, ...rules.flatMap(({ allowances }) => Object.values(allowances).map(({ forMs }) => forMs)));
