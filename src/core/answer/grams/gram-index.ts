import type { ReadGrams } from "./grams.ts";
import { createNumbering, type KeyTable } from "./key-table.ts";
import { at, createLists, invertLists, type Lists, weightAt } from "./lists.ts";

/**
 * All phrasings of all entries as numbered grams. Phrasings are numbered entry by entry. Flat arrays throughout: an
 * index is built in one thread and used in another.
 */
export type GramIndex = {
  readonly entryCount: number;
  readonly grams: KeyTable;
  readonly weights: Float64Array;
  /** Gram → entries with a phrasing that has it. */
  readonly holders: Lists;
  /** Phrasing → its grams, each once. */
  readonly phrasings: Lists;
  /** Sum of the weights of each phrasing's grams. */
  readonly phrasingWeights: Float64Array;
  /** Entry → the smallest of its phrasings' weights. */
  readonly lightestPhrasing: Float64Array;
  /** Entry `e` has the phrasings `firstPhrasing[e]` up to `firstPhrasing[e + 1]`. */
  readonly firstPhrasing: Uint32Array;
};

/** `entries[e]` holds the folded phrasings of entry `e`. */
export function buildGramIndex(entries: readonly (readonly string[])[], read: ReadGrams): GramIndex {
  const { grams, kindWeights, phrasings, byEntry, firstPhrasing } = numberGrams(entries, read);
  const holders = invertLists(byEntry, grams.size);
  const weights = weigh(kindWeights, holders, entries.length);
  const phrasingWeights = new Float64Array(phrasings.offsets.length - 1);
  for (let phrasing = 0; phrasing < phrasingWeights.length; phrasing += 1) {
    let sum = 0;
    const end = at(phrasings.offsets, phrasing + 1);
    for (let place = at(phrasings.offsets, phrasing); place < end; place += 1)
      sum += weightAt(weights, at(phrasings.members, place));
    phrasingWeights[phrasing] = sum;
  }
  const lightestPhrasing = Float64Array.from(entries, (_, entry) =>
    phrasingWeights
      .subarray(firstPhrasing[entry], firstPhrasing[entry + 1])
      .reduce((least, weight) => Math.min(least, weight), Infinity),
  );
  return {
    entryCount: entries.length,
    grams,
    weights,
    holders,
    phrasings,
    phrasingWeights,
    lightestPhrasing,
    firstPhrasing,
  };
}

function numberGrams(entries: readonly (readonly string[])[], read: ReadGrams) {
  const numbering = createNumbering();
  const kindWeights: number[] = [];
  const phrasings = createLists();
  const byEntry = createLists();
  const firstPhrasing = new Uint32Array(entries.length + 1);
  /** Where a gram was met last, so that each phrasing and each entry lists it once. */
  const lastPhrasing: number[] = [];
  const lastEntry: number[] = [];
  let entry = 0;
  let phrasing = 0;

  const add = (key: number, kindWeight: number) => {
    const gram = numbering.numberOf(key);
    kindWeights[gram] = kindWeight;
    if (lastPhrasing[gram] === phrasing) return;
    phrasings.add(gram);
    if (lastEntry[gram] !== entry) byEntry.add(gram);
    lastPhrasing[gram] = phrasing;
    lastEntry[gram] = entry;
  };
  for (const texts of entries) {
    for (const text of texts) {
      read(text, add);
      phrasings.end();
      phrasing += 1;
    }
    byEntry.end();
    entry += 1;
    firstPhrasing[entry] = phrasing;
  }
  return {
    grams: numbering.table(),
    kindWeights,
    phrasings: phrasings.lists(),
    byEntry: byEntry.lists(),
    firstPhrasing,
  };
}

/** Rarity counts entries, not phrasings: a gram in all phrasings of one entry is its mark, not a common one. */
function weigh(kindWeights: readonly number[], holders: Lists, entryCount: number): Float64Array {
  return Float64Array.from(kindWeights, (kindWeight, gram) => {
    const count = at(holders.offsets, gram + 1) - at(holders.offsets, gram);
    return kindWeight * rarity(count, entryCount);
  });
}

/** The inverse document frequency of BM25, always above 0. */
export function rarity(holders: number, entryCount: number): number {
  return Math.log(1 + (entryCount - holders + 0.5) / (holders + 0.5));
}
