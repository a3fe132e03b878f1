import type { Writing } from "../../core/knowledge/writing.ts";

/** What people write of an entry, as draft and version have it. */
export const writingOf = (table: string): string =>
  ["title", "phrasings", "answer", "variants"].map((name) => `${table}.${name}`).join(", ") +
  `, ${table}.valid_from AS "validFrom", ${table}.valid_until AS "validUntil", ${table}.account_ids AS "accountIds"`;

export const COLUMNS = "title, phrasings, answer, variants, valid_from, valid_until, account_ids";

/** In the order of `COLUMNS`. */
export const valuesOf = (writing: Writing): readonly unknown[] => [
  writing.title,
  writing.phrasings,
  JSON.stringify(writing.answer),
  JSON.stringify(writing.variants),
  dateOf(writing.validFrom),
  dateOf(writing.validUntil),
  writing.accountIds,
];

const dateOf = (at: number | null): Date | null => (at === null ? null : new Date(at));

export const toWriting = (cells: Writing): Writing => {
  const { title, phrasings, answer, variants, validFrom, validUntil, accountIds } = cells;
  return { title, phrasings, answer, variants, validFrom, validUntil, accountIds };
};
