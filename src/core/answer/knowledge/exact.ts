import { hashOf } from "../grams/hash.ts";
import { createNumbering, type KeyTable, numberOf } from "../grams/key-table.ts";

/** Folded phrasings, by a key of each: which entry has it first. */
export type Exact = { readonly texts: KeyTable; readonly owners: Uint32Array };

const SALT = 31;

export function buildExact(entries: readonly (readonly string[])[]): Exact {
  const numbering = createNumbering();
  const owners: number[] = [];
  entries.forEach((texts, entry) => {
    for (const text of texts) {
      if (text !== "") owners[numbering.numberOf(keyOf(text))] ??= entry;
    }
  });
  return { texts: numbering.table(), owners: Uint32Array.from(owners) };
}

/** The entry that probably has the text for a phrasing: two texts may share a key. */
export function ownerOf({ texts, owners }: Exact, folded: string): number | undefined {
  const number = numberOf(texts, keyOf(folded));
  return number === undefined ? undefined : owners[number];
}

const keyOf = (text: string) => hashOf(text, 0, text.length, SALT);
