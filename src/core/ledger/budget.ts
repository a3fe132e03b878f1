import type { NoticeVia } from "../channel/capability/notices.ts";
import type { Content } from "../channel/content.ts";
import { HOUR, type Instant } from "../kernel/instant.ts";
import { startOfDay } from "../kernel/zone.ts";
import type { SettingKey, Settings } from "../setting/registry.ts";
import type { Spender } from "./ledger.ts";

/** What a platform counts by itself: words, and each kind of notice. */
export type BudgetKind = "words" | NoticeVia;

export const BUDGET_KINDS: readonly BudgetKind[] = ["words", "template", "subscription"];

export const budgetKindOf = (content: Content | undefined): BudgetKind =>
  content?.kind === "notice" ? content.via : "words";

/** What a platform takes of a whole account within one of its days or hours, from a moment on. */
export type BudgetRule = {
  readonly since: Instant;
  readonly per: "day" | "hour";
  /** The clock by which its days begin, as an IANA name. */
  readonly zone: string;
  /** Messages in all. */
  readonly sends: number;
};

/** Oldest first: a change of the platform's rules is one more. */
export type BudgetRules = readonly BudgetRule[];

/** All that a platform counts; of a kind that is not named nobody has said. */
export type BudgetsOf = Readonly<Partial<Record<BudgetKind, BudgetRules>>>;

/** How a budget is shared: each stops where so much of the whole is used, whoever used it. */
export type BudgetPolicy = {
  /** 0 to 1. People go on to the end. */
  readonly answersUntil: number;
  readonly noticesUntil: number;
  /** People are told from here on, and at the end. */
  readonly warnFrom: number;
};

/** A budget as it is at a moment. */
export type Budget = {
  readonly per: BudgetRule["per"];
  readonly sends: number;
  /** Since when it counts, and until when. */
  readonly since: Instant;
  readonly until: Instant;
};

/** Whether a message may use it: `kept` for those who come before it, `used_up` for everybody. */
export type Room = "free" | "kept" | "used_up";

/** How far it is used. */
export type BudgetLevel = "calm" | "warned" | "used_up";

/** The budget in force; undefined where the platform knows none. `sends` above 0 is what the account really has. */
export function budgetAt(rules: BudgetRules | undefined, at: Instant, sends = 0): Budget | undefined {
  const rule = rules?.findLast(({ since }) => since <= at);
  if (rule === undefined) return undefined;
  const { per, zone } = rule;
  const since = per === "day" ? startOfDay(at, zone) : Math.floor(at / HOUR) * HOUR;
  // Nowhere is a day longer than 25 hours, and none shorter than 23.
  const until = per === "day" ? startOfDay(since + 25 * HOUR, zone) : since + HOUR;
  return { per, sends: sends > 0 ? sends : rule.sends, since, until };
}

/** Whether one more message of `spender` has room: notices stop first, late answers next, people at the end. */
export function roomFor(
  used: number,
  { sends }: Pick<Budget, "sends">,
  spender: Spender,
  policy: BudgetPolicy,
): Room {
  if (used >= sends) return "used_up";
  return used < endOf(sends, untilOf(spender, policy)) ? "free" : "kept";
}

export function levelOf(used: number, { sends }: Pick<Budget, "sends">, policy: BudgetPolicy): BudgetLevel {
  if (used >= sends) return "used_up";
  return used < endOf(sends, policy.warnFrom) ? "calm" : "warned";
}

const MILLION = 1_000_000;
/** How many of `sends` are used where a share of them, 0 to 1, ends. Shares are decimal: 29 of 100 are not 28.999…. */
export const endOf = (sends: number, share: number): number =>
  Math.ceil(Math.round(sends * share * MILLION) / MILLION);

/** Who does not come first never goes further than who does. */
function untilOf(spender: Spender, { answersUntil, noticesUntil }: BudgetPolicy): number {
  switch (spender) {
    case "agent":
      return 1;
    case "faq":
      return answersUntil;
    case "notice":
      return Math.min(noticesUntil, answersUntil);
  }
}

/** What an account really has of a kind, where somebody has said so. */
const OWN_SENDS = {
  words: "budget.sendsMax",
  template: "budget.templatesMax",
  subscription: "budget.subscriptionsMax",
} as const satisfies Record<BudgetKind, SettingKey>;

export const sendsMaxOf = (settings: Settings, kind: BudgetKind): number => settings[OWN_SENDS[kind]];

export const budgetPolicyOf = (settings: Settings): BudgetPolicy => ({
  answersUntil: settings["budget.answersUntil"],
  noticesUntil: settings["budget.noticesUntil"],
  warnFrom: settings["budget.warnFrom"],
});
