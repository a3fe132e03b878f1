import { fold } from "../../answer/fold.ts";
import { isSame } from "../difference.ts";
import { foldedOf, type Writing } from "../writing.ts";
import type { PictureLeft, ReadRow, Row, RowProblem } from "./read-row.ts";

/** What is there: each entry as it answers, or as it is being written. */
export type Known = {
  readonly id: string;
  readonly writing: Writing;
  /** Somebody is writing it. */
  readonly hasDraft: boolean;
  /** As texts are compared, where that is known. */
  readonly folded?: readonly string[] | null;
};

/** The same words, another answer: of what is there (`id`), or of another row. */
export type Contradiction = {
  readonly words: string;
  readonly title: string;
  readonly row?: number;
  readonly id?: string;
};

export type Planned = {
  readonly row: number;
  /** Of the entry that it changes; null: it is a new one. */
  readonly id: string | null;
  readonly is: "made" | "changed" | "same";
  readonly writing: Writing;
  readonly contradicts: readonly Contradiction[];
  /** Why pictures on its row are not its answer. */
  readonly pictures: readonly PictureLeft[];
};

export type KnowledgePlan = {
  readonly entries: readonly Planned[];
  readonly problems: readonly RowProblem[];
};

const CONTRADICTIONS_MAX = 5;

/**
 * What the rows of a table become: drafts, of entries that are there (by their title) and of new ones. What a row leaves
 * empty stays. Nothing that somebody is writing is written over.
 */
export function planKnowledge(rows: readonly ReadRow[], known: readonly Known[]): KnowledgePlan {
  const problems: RowProblem[] = rows.flatMap((row) => ("problems" in row ? row.problems : []));
  const byTitle = new Map(known.map((one) => [fold(one.writing.title), one]));
  const firsts = new Map<string, Row>();
  const entries: Omit<Planned, "contradicts">[] = [];
  for (const { said } of rows.flatMap((row) => ("said" in row ? [row] : []))) {
    const { row, title } = said;
    const key = fold(title);
    const first = firsts.get(key);
    // With the same answer it is the same row again; with another one both become drafts that contradict each other.
    if (first !== undefined && sameAnswer(first.says, said.says)) {
      problems.push({ row, field: "title", code: "twice", value: title, other: String(first.row) });
      continue;
    }
    const there = first === undefined ? byTitle.get(key) : undefined;
    const writing = { ...EMPTY, ...there?.writing, title, ...said.says };
    const same = there !== undefined && isSame(there.writing, writing);
    if (there?.hasDraft === true && !same) {
      problems.push({ row, field: "title", code: "draft_there", value: title });
      continue;
    }
    firsts.set(key, first ?? said);
    const is = same ? "same" : there === undefined ? "made" : "changed";
    entries.push({ row, id: there?.id ?? null, is, writing, pictures: said.pictures });
  }
  const contradictionsOf = createContradictions(entries, known);
  return {
    entries: entries.map((entry) => ({ ...entry, contradicts: contradictionsOf(entry) })),
    problems: problems.toSorted((a, b) => a.row - b.row),
  };
}

const EMPTY: Omit<Writing, "title"> = {
  phrasings: [],
  answer: { kind: "text", text: "" },
  variants: {},
  validFrom: null,
  validUntil: null,
  accountIds: [],
};

const sameAnswer = (one: Row["says"], other: Row["says"]): boolean =>
  JSON.stringify(one.answer) === JSON.stringify(other.answer);

type Owner = { readonly id?: string; readonly row?: number; readonly writing: Writing };

function createContradictions(entries: readonly Omit<Planned, "contradicts">[], known: readonly Known[]) {
  const owners = new Map<string, Owner[]>();
  const add = (words: readonly string[], owner: Owner): void => {
    for (const one of words) owners.set(one, [...(owners.get(one) ?? []), owner]);
  };
  const rewritten = new Set(entries.map(({ id }) => id));
  for (const { id, writing, folded } of known) {
    if (!rewritten.has(id)) add(folded ?? foldedOf(writing), { id, writing });
  }
  const foldedBy = new Map(entries.map((entry) => [entry.row, foldedOf(entry.writing)]));
  for (const { row, writing } of entries) add(foldedBy.get(row) ?? [], { row, writing });

  return ({ row, writing }: Omit<Planned, "contradicts">): readonly Contradiction[] => {
    const found = new Map<Owner, string>();
    for (const words of foldedBy.get(row) ?? []) {
      for (const owner of owners.get(words) ?? []) {
        if (owner.row === row || sameAnswer(owner.writing, writing) || found.has(owner)) continue;
        found.set(owner, words);
      }
    }
    return [...found].slice(0, CONTRADICTIONS_MAX).map(([owner, words]) => ({
      words: [writing.title, ...writing.phrasings].find((one) => fold(one) === words) ?? words,
      title: owner.writing.title,
      ...(owner.row === undefined ? {} : { row: owner.row }),
      ...(owner.id === undefined ? {} : { id: owner.id }),
    }));
  };
}
