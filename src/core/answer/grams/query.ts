import { gramsOf } from "./grams.ts";
import type { GramIndex } from "./gram-index.ts";
import { at, weightAt, type Lists } from "./lists.ts";

/** A longer text is cut before it is matched: its end says little, and the time for a match stays bounded. */
const QUERY_CHARS_MAX = 160;
/** Han text gives the most: a character and a pair for each sign. */
const GRAMS_MAX = 2 * QUERY_CHARS_MAX;

/** One query after another, read into the same buffers. */
export type Query = {
  /** Gram → its weight where the query has it, else 0: adding zeros is faster than asking. */
  readonly asked: Float64Array;
  /** Entry → the weight of what it has of the query. Belongs to whoever reads the query, until the next one. */
  readonly known: Float64Array;
  /** Returns the weight of the whole query, of what no entry knows too. */
  readonly read: (folded: string) => number;
};

export function createQuery(index: GramIndex): Query {
  const known = new Float64Array(index.entryCount);
  const asked = new Float64Array(index.gramCount);
  const askedGrams = new Uint32Array(GRAMS_MAX);
  let askedCount = 0;

  function read(folded: string): number {
    for (let nth = 0; nth < askedCount; nth += 1) asked[at(askedGrams, nth)] = 0;
    askedCount = 0;
    known.fill(0);
    let queryWeight = 0;
    for (const gram of gramsOf(folded.slice(0, QUERY_CHARS_MAX))) {
      const id = index.idOf(gram);
      if (id === undefined) {
        queryWeight += index.unknownWeight(gram);
      } else if (weightAt(asked, id) === 0) {
        const weight = weightAt(index.weights, id);
        asked[id] = weight;
        askedGrams[askedCount] = id;
        askedCount += 1;
        queryWeight += weight;
        spread(index.holders, id, weight, known);
      }
    }
    return queryWeight;
  }

  return { asked, known, read };
}

/** Adds the gram's weight to all entries that have it. */
function spread(holders: Lists, gram: number, weight: number, known: Float64Array): void {
  const { offsets, members } = holders;
  const end = at(offsets, gram + 1);
  for (let place = at(offsets, gram); place < end; place += 1) {
    const entry = at(members, place);
    known[entry] = weightAt(known, entry) + weight;
  }
}
