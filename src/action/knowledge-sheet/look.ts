import type { Problem } from "../../core/knowledge/problems.ts";
import { type Contradiction, type KnowledgePlan, planKnowledge } from "../../core/knowledge/sheet/plan.ts";
import type { Around, ReadRow } from "../../core/knowledge/sheet/read-row.ts";
import { fingerprintOf } from "../../core/table/fingerprint.ts";
import { theAccount } from "../account/rules.ts";
import type { Query } from "../action.ts";
import { createProblemsIn, type LimitOf, type Store } from "../knowledge/rules.ts";

export type Rows = { readonly accountId: string; readonly rows: readonly ReadRow[] };

/** What a table is read by: the clocks of the house, its accounts, the platforms that answers may be of. */
export type SheetAround = Around & { readonly platforms: readonly string[] };

/** @throws Fault `account_gone` */
export const readAround: Query<{ readonly accountId: string }, SheetAround, Store> = {
  permission: "knowledge.read",
  async ask({ store }, { accountId }) {
    const own = await theAccount(store, accountId);
    const accounts = (await store.account.list()).filter(({ id }) => id !== accountId);
    return {
      zone: (await store.setting.read())["hours.zone"],
      accounts: accounts.map(({ id, name }) => ({ id, name })),
      platforms: [...new Set([own, ...accounts].map(({ platform }) => platform))].toSorted(),
    };
  },
};

/** What is to be done about a draft before it can be published, or should be. */
export type Todo = Omit<Problem, "code"> & {
  readonly code: Problem["code"] | "contradicts" | "near";
  /** The entry, or the row, that has these words, too. */
  readonly title?: string;
  readonly row?: number;
  readonly id?: string;
};

export type ShownEntries = {
  /** Given back with the import: it does this and nothing else. */
  readonly seen: string;
  readonly entries: readonly {
    readonly row: number;
    readonly title: string;
    readonly is: "made" | "changed" | "same";
    readonly todo: readonly Todo[];
  }[];
  readonly problems: KnowledgePlan["problems"];
  /** What is compared, of what is there and of the rows in the order of `entries`. */
  readonly words: { readonly known: readonly Titled[]; readonly rows: readonly Titled[] };
};
type Titled = { readonly title: string; readonly words: readonly string[] };

/** What importing a table would make of the knowledge; nothing is published by it. @throws Fault `account_gone` */
export const lookAtEntries = (limitOf: LimitOf): Query<Rows, ShownEntries, Store> => ({
  permission: "knowledge.write",
  async ask({ store, at }, { accountId, rows }) {
    await theAccount(store, accountId);
    const known = await store.knowledge.whole(accountId);
    const plan = planKnowledge(rows, known);
    const problemsIn = await createProblemsIn(store, limitOf);
    const rewritten = new Set(plan.entries.map(({ id }) => id));
    const titled = ({
      title,
      phrasings,
    }: {
      readonly title: string;
      readonly phrasings: readonly string[];
    }) => ({
      title,
      words: [title, ...phrasings],
    });
    return {
      seen: fingerprintOf(plan),
      entries: plan.entries.map(({ row, is, writing, contradicts }) => ({
        row,
        title: writing.title,
        is,
        todo: [...problemsIn({ accountId, writing, at }).filter(isWorthDoing), ...contradicts.map(todoOf)],
      })),
      problems: plan.problems,
      words: {
        known: known.filter(({ id }) => !rewritten.has(id)).map(({ writing }) => titled(writing)),
        rows: plan.entries.map(({ writing }) => titled(writing)),
      },
    };
  },
});

/** That more phrasings would help holds for nearly every row, and is said in the editor. */
const isWorthDoing = ({ code }: Problem): boolean => code !== "phrasings_few";

/** Only one of the two can be published. */
const todoOf = ({ words, title, row, id }: Contradiction): Todo => ({
  code: "contradicts",
  blocks: true,
  word: words,
  title,
  ...(row === undefined ? {} : { row }),
  ...(id === undefined ? {} : { id }),
});
