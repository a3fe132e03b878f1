import { type BudgetRules, type BudgetsOf, HOUR, type LedgerRules, MINUTE } from "seatbridge/kit";

/** What lets an account speak outside of a webhook's answer (protocols §1.10, in force since 2023-06-12). */
export const windows: LedgerRules = [
  {
    since: Date.parse("2023-06-12T00:00:00+08:00"),
    allowances: {
      message: { places: 5, forMs: 48 * HOUR },
      menu: { places: 3, forMs: MINUTE },
      follow: { places: 3, forMs: MINUTE },
      scan: { places: 3, forMs: MINUTE },
    },
  },
];

const perDay = (sends: number, since = 0): BudgetRules => [
  { since, per: "day", zone: "Asia/Shanghai", sends },
];

/**
 * Calls in a day, refused ones too, each path by itself. Of templates the pages have said 100,000 since 2014-11-18; the
 * others are from memory. All are larger for accounts with many fans: the settings `budget.*Max` of an account say what
 * its own page of limits shows.
 */
export const budgets: BudgetsOf = {
  words: perDay(500_000),
  template: perDay(100_000, Date.parse("2014-11-18T00:00:00+08:00")),
  subscription: perDay(500_000),
};
