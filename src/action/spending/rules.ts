import type { Instant } from "../../core/kernel/instant.ts";
import { Fault } from "../../core/kernel/fault.ts";
import {
  BUDGET_KINDS,
  budgetAt,
  type BudgetKind,
  type BudgetRule,
  type BudgetsOf,
} from "../../core/ledger/budget.ts";
import { type LedgerRules, ruleAt } from "../../core/ledger/rule.ts";
import { defaultSettings, type Settings } from "../../core/setting/registry.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { BudgetOf } from "./read-spending.ts";

/** How what its platform takes of an account is shared out, as a form has it. Parts are hundredths of a budget. */
export type SharingRules = {
  /** Of the places that a fan's word opens. */
  readonly keptForPeople: number;
  readonly noticesMax: number;
  /** Calls in a day or an hour; 0: as the platform's rules say. */
  readonly sendsMax: number;
  readonly templatesMax: number;
  readonly subscriptionsMax: number;
  readonly noticesUntil: number;
  readonly answersUntil: number;
  readonly warnFrom: number;
};

/** What an account's platform allows; undefined: the account is switched off. */
export type AllowedOf = (
  accountId: string,
) => { readonly windows?: LedgerRules; readonly budgets?: BudgetsOf } | undefined;

export type Sharing = {
  readonly rules: SharingRules;
  /** What holds where nobody has changed anything. */
  readonly usual: SharingRules;
  /** Places that a fan's word opens; null where they are not counted. */
  readonly places: number | null;
  /** By the platform's rules alone, and how many are used. */
  readonly budgets: readonly {
    readonly kind: BudgetKind;
    readonly per: BudgetRule["per"];
    readonly sends: number;
    readonly used: number;
  }[];
};

type Id = { readonly id: string };
type Store = Pick<Stores, "account" | "setting">;

const scopeOf = (accountId: string): string => `account:${accountId}`;

/** @throws Fault `account_gone` */
export const readSharing = (allowedOf: AllowedOf, budgetOf: BudgetOf): Query<Id, Sharing, Store> => ({
  permission: "report.read",
  async ask({ store, at }, { id }) {
    await theAccount(store, id);
    const { windows = [], budgets = {} } = allowedOf(id) ?? {};
    return {
      rules: rulesOf(await store.setting.usual(scopeOf(id))),
      usual: rulesOf(defaultSettings),
      places: ruleAt(windows, at)?.allowances.message?.places ?? null,
      budgets: BUDGET_KINDS.flatMap((kind) => allowed(budgets, kind, budgetOf({ accountId: id, kind }), at)),
    };
  },
});

function allowed(budgets: BudgetsOf, kind: BudgetKind, state: ReturnType<BudgetOf>, at: Instant) {
  const budget = budgetAt(budgets[kind], at);
  return budget === undefined ? [] : [{ kind, per: budget.per, sends: budget.sends, used: state?.used ?? 0 }];
}

/**
 * Every node has them within a few seconds. The audit tells what was changed, and from what.
 * @throws Fault `account_gone`, `sharing_crossed`
 */
export const keepSharing: Action<Id & SharingRules, SharingRules, Store> = {
  id: "spending.shared",
  permission: "spending.write",
  async run({ store, actor, at }, { id, ...rules }) {
    await theAccount(store, id);
    if (rules.noticesUntil > rules.answersUntil) {
      throw new Fault("sharing_crossed", "Notices cannot go on when late answers have stopped.");
    }
    const before = rulesOf(await store.setting.usual(scopeOf(id)));
    await store.setting.keep(scopeOf(id), settingsOf(rules), actor.id, at);
    const changed = (Object.keys(rules) as (keyof SharingRules)[]).filter(
      (name) => rules[name] !== before[name],
    );
    const data = Object.fromEntries(changed.map((name) => [name, `${before[name]} → ${rules[name]}`]));
    return { result: rules, audit: [{ subject: "account", subjectId: id, data }] };
  },
};

const HUNDRED = 100;
const rulesOf = (settings: Settings): SharingRules => ({
  keptForPeople: settings["ledger.keptForPeople"],
  noticesMax: settings["ledger.noticesMax"],
  sendsMax: settings["budget.sendsMax"],
  templatesMax: settings["budget.templatesMax"],
  subscriptionsMax: settings["budget.subscriptionsMax"],
  noticesUntil: Math.round(settings["budget.noticesUntil"] * HUNDRED),
  answersUntil: Math.round(settings["budget.answersUntil"] * HUNDRED),
  warnFrom: Math.round(settings["budget.warnFrom"] * HUNDRED),
});

const settingsOf = (rules: SharingRules): Partial<Settings> => ({
  "ledger.keptForPeople": rules.keptForPeople,
  "ledger.noticesMax": rules.noticesMax,
  "budget.sendsMax": rules.sendsMax,
  "budget.templatesMax": rules.templatesMax,
  "budget.subscriptionsMax": rules.subscriptionsMax,
  "budget.noticesUntil": rules.noticesUntil / HUNDRED,
  "budget.answersUntil": rules.answersUntil / HUNDRED,
  "budget.warnFrom": rules.warnFrom / HUNDRED,
});
