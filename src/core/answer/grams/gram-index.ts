import { gramsOf, kindOf, type Gram, type GramKind } from "./grams.ts";
import { at, invertLists, packLists, weightAt, type Lists } from "./lists.ts";

/** How much a gram of each kind says; its rarity comes on top. Pieces overlap and repeat what their word says. */
const KIND_WEIGHT: Readonly<Record<GramKind, number>> = {
  character: 1,
  pair: 1,
  word: 1.2,
  code: 2,
  piece: 0.3,
  filler: 0.2,
};

/** All phrasings of all entries as numbered grams. Phrasings are numbered entry by entry. */
export type GramIndex = {
  readonly entryCount: number;
  readonly gramCount: number;
  readonly idOf: (gram: Gram) => number | undefined;
  readonly weights: Float64Array;
  /** A gram that no entry knows speaks against all of them. */
  readonly unknownWeight: (gram: Gram) => number;
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
export function buildGramIndex(entries: readonly (readonly string[])[]): GramIndex {
  const { ids, byPhrasing, byEntry, firstPhrasing } = numberGrams(entries);
  const holders = invertLists(packLists(byEntry), ids.size);
  const unknown = rarity(0, entries.length);
  const weights = weigh([...ids.keys()], holders, entries.length);
  const phrasingWeights = Float64Array.from(byPhrasing, (grams) =>
    grams.reduce((sum, gram) => sum + weightAt(weights, gram), 0),
  );
  return {
    entryCount: entries.length,
    gramCount: ids.size,
    idOf: (gram) => ids.get(gram),
    weights,
    unknownWeight: (gram) => KIND_WEIGHT[kindOf(gram)] * unknown,
    holders,
    phrasings: packLists(byPhrasing),
    phrasingWeights,
    lightestPhrasing: Float64Array.from(entries, (_, entry) =>
      Math.min(...phrasingWeights.subarray(firstPhrasing[entry], firstPhrasing[entry + 1])),
    ),
    firstPhrasing,
  };
}

function numberGrams(entries: readonly (readonly string[])[]) {
  const ids = new Map<Gram, number>();
  const byPhrasing: number[][] = [];
  const byEntry: number[][] = [];
  const firstPhrasing = new Uint32Array(entries.length + 1);
  /** Where a gram was met last, so that each phrasing and each entry lists it once. */
  const lastPhrasing: number[] = [];
  const lastEntry: number[] = [];

  entries.forEach((texts, entry) => {
    const ofEntry: number[] = [];
    for (const text of texts) {
      const ofPhrasing: number[] = [];
      for (const gram of gramsOf(text)) {
        const id = ids.get(gram) ?? ids.size;
        if (id === ids.size) ids.set(gram, id);
        if (lastPhrasing[id] !== byPhrasing.length) ofPhrasing.push(id);
        if (lastEntry[id] !== entry) ofEntry.push(id);
        lastPhrasing[id] = byPhrasing.length;
        lastEntry[id] = entry;
      }
      byPhrasing.push(ofPhrasing);
    }
    byEntry.push(ofEntry);
    firstPhrasing[entry + 1] = byPhrasing.length;
  });
  return { ids, byPhrasing, byEntry, firstPhrasing };
}

/** Rarity counts entries, not phrasings: a gram in all phrasings of one entry is its mark, not a common one. */
function weigh(grams: readonly Gram[], holders: Lists, entryCount: number): Float64Array {
  return Float64Array.from(grams, (gram, id) => {
    const count = at(holders.offsets, id + 1) - at(holders.offsets, id);
    return KIND_WEIGHT[kindOf(gram)] * rarity(count, entryCount);
  });
}

/** The inverse document frequency of BM25, always above 0. */
function rarity(holders: number, entryCount: number): number {
  return Math.log(1 + (entryCount - holders + 0.5) / (holders + 0.5));
}
