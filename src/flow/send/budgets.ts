import { type Clock, type Instant, MINUTE, SECOND } from "../../core/kernel/instant.ts";
import {
  type Budget,
  budgetAt,
  type BudgetKind,
  type BudgetLevel,
  type BudgetPolicy,
  type BudgetRules,
  levelOf,
  type Room,
  roomFor,
} from "../../core/ledger/budget.ts";
import type { Spender } from "../../core/ledger/ledger.ts";
import type { BudgetAlarm, BudgetName, BudgetStore, Used } from "./ports.ts";

/** What came since is counted so often, */
const LOOK_MS = SECOND;
/** and everything so often: what turned out not to have been asked for is given back then. */
const WHOLE_MS = MINUTE;

/** An account whose platform takes so much of it and no more. */
export type Budgeted = {
  readonly accountId: string;
  readonly budgets: readonly {
    readonly kind: BudgetKind;
    readonly rules: BudgetRules;
    /** What this account really has; 0: what the rules say. */
    readonly sendsMax: number;
    readonly policy: BudgetPolicy;
  }[];
};

/** How a budget of an account stands. */
export type BudgetState = Budget & { readonly used: number; readonly level: BudgetLevel };

export type Budgets = {
  /** Counts anew what is due to be counted, and tells who has come near the end. */
  readonly look: (accounts: readonly Budgeted[]) => Promise<void>;
  /** Takes one of the budget, and says whether it was there for this spender. */
  readonly take: (name: BudgetName, spender: Spender) => Room;
  /** As the last look has seen it; undefined where there is none. */
  readonly now: (name: BudgetName) => BudgetState | undefined;
};

/**
 * The budgets of all accounts, in memory between two counts. What this process takes in between it counts itself; what
 * others take it learns a second later, so that many nodes may overshoot a share by a second's sends.
 */
export function createBudgets(options: {
  readonly store: BudgetStore;
  readonly clock: Clock;
  /** Told by one node of all, once a period. */
  readonly onAlarm: (alarm: BudgetAlarm) => void;
}): Budgets {
  const { store, clock, onAlarm } = options;
  let books: ReadonlyMap<string, Book> = new Map();
  const count = createCount(store);
  let lookedAt = -Infinity;

  async function tell(book: Book): Promise<void> {
    const { accountId, kind, budget, used, policy } = book;
    const level = levelOf(used, budget, policy);
    if (level === "calm" || level === book.told) return;
    const { since, sends } = budget;
    const alarm: BudgetAlarm = { accountId, kind, since, level, used, sends };
    if (await store.tell(alarm)) onAlarm(alarm);
    book.told = level;
  }

  return {
    async look(accounts) {
      const at = clock();
      if (at - lookedAt < LOOK_MS) return;
      const open = accounts.flatMap(({ accountId, budgets }) =>
        budgets.flatMap(({ kind, rules, sendsMax, policy }): Open[] => {
          const budget = budgetAt(rules, at, sendsMax);
          return budget === undefined ? [] : [{ accountId, kind, budget, policy }];
        }),
      );
      const used = await count(open, at);
      lookedAt = at;
      const before = books;
      books = new Map(
        open.map((one) => {
          const was = before.get(keyOf(one));
          const told = was?.budget.since === one.budget.since ? was.told : "calm";
          return [keyOf(one), { ...one, used: used.get(keyOf(one)) ?? 0, told }];
        }),
      );
      for (const book of books.values()) await tell(book);
    },
    take(name, spender) {
      const book = books.get(keyOf(name));
      if (book === undefined) return "free";
      const room = roomFor(book.used, book.budget, spender, book.policy);
      book.used += 1;
      return room;
    },
    now(name) {
      const book = books.get(keyOf(name));
      return book && { ...book.budget, used: book.used, level: levelOf(book.used, book.budget, book.policy) };
    },
  };
}

type Open = BudgetName & { readonly budget: Budget; readonly policy: BudgetPolicy };
type Book = Open & { used: number; told: BudgetLevel };

const keyOf = ({ accountId, kind }: BudgetName): string => `${accountId} ${kind}`;
const byKey = (used: readonly Used[]): ReadonlyMap<string, number> =>
  new Map(used.map((one) => [keyOf(one), one.used]));

/** Everything once a minute and whenever a period begins; in between what came since. */
function createCount(store: BudgetStore) {
  let whole: { at: Instant; upTo: Instant; of: string; used: ReadonlyMap<string, number> } | undefined;

  return async (open: readonly Open[], at: Instant): Promise<ReadonlyMap<string, number>> => {
    if (open.length === 0) return new Map();
    const of = open.map((one) => `${keyOf(one)} ${one.budget.since}`).join();
    if (whole === undefined || whole.of !== of || at - whole.at >= WHOLE_MS) {
      const { used, upTo } = await store.used(
        open.map(({ accountId, kind, budget: { since } }) => ({ accountId, kind, since })),
      );
      whole = { at, of, used: byKey(used), upTo };
      return whole.used;
    }
    const since = byKey(await store.usedSince(whole.upTo));
    const { used } = whole;
    return new Map(open.map(keyOf).map((key) => [key, (used.get(key) ?? 0) + (since.get(key) ?? 0)]));
  };
}
