import { DAY, type Instant } from "../../core/kernel/instant.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { type Budget, BUDGET_KINDS, type BudgetKind, type BudgetLevel } from "../../core/ledger/budget.ts";
import type { Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { SpentAccount, SpentHour, Unforeseen } from "./ports.ts";

const DAYS_MAX = 31;
const UNFORESEEN_MAX = 50;

/** How a budget of an account stands now; undefined where its platform has none. */
export type BudgetOf = (name: {
  readonly accountId: string;
  readonly kind: BudgetKind;
}) => (Budget & { readonly used: number; readonly level: BudgetLevel }) | undefined;

type ShownBudget = Pick<Budget, "per" | "sends"> & {
  readonly kind: BudgetKind;
  readonly used: number;
  readonly level: BudgetLevel;
  readonly until: string;
};
type Shown<T extends { readonly [Key in Name]: Instant }, Name extends string> = Omit<T, Name> & {
  readonly [Key in Name]: string;
};

export type Spending = {
  readonly accounts: readonly (SpentAccount & { readonly budgets: readonly ShownBudget[] })[];
  readonly hours: readonly Shown<SpentHour, "hour">[];
  readonly unforeseen: readonly Shown<Unforeseen, "at">[];
};

/**
 * What accounts' places and budgets went to, hour by hour, and what could not be said.
 * @throws Fault `spending_too_long` {days}
 */
export const readSpending = (
  budgetOf: BudgetOf,
): Query<
  { readonly from: string; readonly to: string; readonly account?: string | undefined },
  Spending,
  Pick<Stores, "spending">
> => ({
  permission: "report.read",
  async ask({ store }, { from, to, account }) {
    const filter = { from: Date.parse(from), to: Date.parse(to), account };
    if (filter.to - filter.from > DAYS_MAX * DAY) {
      throw new Fault("spending_too_long", `Ask for ${DAYS_MAX} days at most.`, { days: DAYS_MAX });
    }
    const accounts = await store.spending.accounts();
    const hours = await store.spending.hours(filter);
    const unforeseen = await store.spending.unforeseen(filter, UNFORESEEN_MAX);
    return {
      accounts: accounts.map((one) => ({ ...one, budgets: budgetsOf(budgetOf, one.id) })),
      hours: hours.map((one) => ({ ...one, hour: iso(one.hour) })),
      unforeseen: unforeseen.map((one) => ({ ...one, at: iso(one.at) })),
    };
  },
});

const budgetsOf = (budgetOf: BudgetOf, accountId: string): readonly ShownBudget[] =>
  BUDGET_KINDS.flatMap((kind) => {
    const state = budgetOf({ accountId, kind });
    if (state === undefined) return [];
    const { per, sends, used, level, until } = state;
    return [{ kind, per, sends, used, level, until: iso(until) }];
  });

const iso = (at: Instant): string => new Date(at).toISOString();
