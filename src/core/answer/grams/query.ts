import { type GramIndex, rarity } from "./gram-index.ts";
import type { ReadGrams } from "./grams.ts";
import { numberOf } from "./key-table.ts";
import { weightAt } from "./lists.ts";

/** A longer text is cut before it is matched: its end says little, and the time for a match stays bounded. */
export const QUERY_CHARS_MAX = 160;

/** One query after another, read into the same buffers. */
export type Query = {
  /** Gram → its weight where the query has it, else 0: adding zeros is faster than asking. */
  readonly asked: Float64Array;
  /** The query's grams that some entry has, each once, the weightiest first. */
  readonly grams: readonly number[];
  /** The weight of the whole query, of what no entry knows too: that speaks against all of them. */
  readonly weight: number;
  /** The weight of what some entry knows. */
  readonly knownWeight: number;
};

export type ReadQuery = (folded: string) => Query;

export function createQuery(index: GramIndex, read: ReadGrams): ReadQuery {
  const asked = new Float64Array(index.grams.size);
  const unknownRarity = rarity(0, index.entryCount);
  let grams: number[] = [];
  let unknownWeight = 0;

  const add = (key: number, kindWeight: number) => {
    const gram = numberOf(index.grams, key);
    if (gram === undefined) {
      unknownWeight += kindWeight * unknownRarity;
    } else if (weightAt(asked, gram) === 0) {
      asked[gram] = weightAt(index.weights, gram);
      grams.push(gram);
    }
  };

  return (folded) => {
    for (const gram of grams) asked[gram] = 0;
    grams = [];
    unknownWeight = 0;
    read(folded.slice(0, QUERY_CHARS_MAX), add);
    grams.sort((one, other) => weightAt(asked, other) - weightAt(asked, one) || one - other);
    const knownWeight = grams.reduce((sum, gram) => sum + weightAt(asked, gram), 0);
    return { asked, grams, weight: knownWeight + unknownWeight, knownWeight };
  };
}
