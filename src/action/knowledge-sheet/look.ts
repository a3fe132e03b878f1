import type { Problem } from "../../core/knowledge/problems.ts";
import {
  type Contradiction,
  type KnowledgePlan,
  type Planned,
  planKnowledge,
} from "../../core/knowledge/sheet/plan.ts";
import type { Around, ReadRow } from "../../core/knowledge/sheet/read-row.ts";
import { type Todo, wordsOf } from "../../core/knowledge/todo.ts";
import { fingerprintOf } from "../../core/table/fingerprint.ts";
import { theAccount } from "../account/rules.ts";
import type { Query, QueryContext } from "../action.ts";
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
      pictures: await store.knowledge.pictures(),
      platforms: [...new Set([own, ...accounts].map(({ platform }) => platform))].toSorted(),
    };
  },
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
type Titled = {
  readonly title: string;
  readonly words: readonly string[];
  readonly id?: string;
  readonly row?: number;
};

/** What importing a table would make of the knowledge; nothing is published by it. @throws Fault `account_gone` */
export const lookAtEntries = (limitOf: LimitOf): Query<Rows, ShownEntries, Store> => ({
  permission: "knowledge.write",
  async ask({ store, at }, { accountId, rows }) {
    await theAccount(store, accountId);
    const known = await store.knowledge.whole(accountId);
    const plan = planKnowledge(rows, known);
    const todoIn = await createTodoIn({ store, at }, limitOf, accountId);
    const rewritten = new Set(plan.entries.map(({ id }) => id));
    return {
      seen: fingerprintOf(plan),
      entries: plan.entries.map((entry) => {
        const { row, is, writing } = entry;
        return { row, title: writing.title, is, todo: todoIn(entry) };
      }),
      problems: plan.problems,
      words: {
        known: known
          .filter(({ id }) => !rewritten.has(id))
          .map(({ id, writing }) => ({ id, title: writing.title, words: wordsOf(writing) })),
        rows: plan.entries.map(({ row, writing }) => ({
          row,
          title: writing.title,
          words: wordsOf(writing),
        })),
      },
    };
  },
});

/** What is left to do about a row, but for who has nearly the same words, which takes longer to find. */
export async function createTodoIn(
  { store, at }: Pick<QueryContext<Store>, "store" | "at">,
  limitOf: LimitOf,
  accountId: string,
): Promise<(planned: Planned) => readonly Todo[]> {
  const problemsIn = await createProblemsIn(store, limitOf);
  return ({ writing, contradicts, pictures }) => [
    ...problemsIn({ accountId, writing, at }).filter(isWorthDoing),
    ...contradicts.map(todoOf),
    ...pictures.map((why): Todo => ({ code: "picture_missing", blocks: false, word: why })),
  ];
}

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
