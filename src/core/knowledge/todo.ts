import { fold } from "../answer/fold.ts";
import type { Problem } from "./problems.ts";
import { nearOf } from "./sheet/near.ts";
import { foldedOf, type Writing } from "./writing.ts";

/** What is to be done about a draft before it can be published, or should be; and what its sentence names. */
export type Todo = Omit<Problem, "code"> & {
  readonly code: Problem["code"] | "contradicts" | "near" | "picture_missing";
  /** The other one that has these words, too. */
  readonly title?: string;
  /** That one, by the row that it came in, or by its id. */
  readonly row?: number;
  readonly id?: string;
};

/** How an entry stands now; undefined: nobody answers by it, and nobody writes it. */
export type Standing = { readonly writing: Writing; readonly problems: readonly Problem[] } | undefined;

/** Whether nothing is left to do about it, as the two are written now. */
export function isSettled(todo: Todo, own: Standing, other: Standing): boolean {
  if (own === undefined) return true;
  if (todo.code === "picture_missing") return own.writing.answer.kind === "image";
  if (todo.code !== "contradicts" && todo.code !== "near") {
    return !own.problems.some((problem) => isSame(problem, todo));
  }
  if (other === undefined) return true;
  return todo.code === "contradicts"
    ? contradictionOf(own.writing, other.writing) === undefined
    : nearOf([wordsOf(other.writing), wordsOf(own.writing)], 1)[0] === null;
}

/** The same words, another answer: only one of the two can be published. */
export function contradictionOf(one: Writing, other: Writing): string | undefined {
  if (JSON.stringify(one.answer) === JSON.stringify(other.answer)) return undefined;
  const theirs = new Set(foldedOf(other));
  return wordsOf(one).find((words) => theirs.has(fold(words)));
}

export const wordsOf = ({ title, phrasings }: Pick<Writing, "title" | "phrasings">): readonly string[] => [
  title,
  ...phrasings,
];

/** Phrasings move while they are mended: which one it is about does not count. */
const isSame = (problem: Problem, todo: Todo): boolean =>
  problem.code === todo.code && problem.platform === todo.platform && problem.word === todo.word;

type Placed = { readonly row: number; readonly id: string; readonly todo: readonly Todo[] };

/** One that is to be done, with the drafts that it is about. */
export type Task = { readonly entryId: string; readonly otherId: string | null; readonly todo: Todo };

/** All that is left to do, in the order of the rows; of two that are in each other's way one, not two. */
export function tasksOf(placed: readonly Placed[]): readonly Task[] {
  const idOf = new Map(placed.map(({ row, id }) => [row, id]));
  const pairs = new Set<string>();
  return placed.flatMap(({ id: entryId, todo }) =>
    todo.flatMap((one): readonly Task[] => {
      const otherId = one.id ?? idOf.get(one.row ?? -1) ?? null;
      const pair = [one.code, ...[entryId, otherId ?? ""].toSorted()].join(" ");
      if (otherId !== null && pairs.has(pair)) return [];
      if (otherId !== null) pairs.add(pair);
      return [{ entryId, otherId, todo: one }];
    }),
  );
}
