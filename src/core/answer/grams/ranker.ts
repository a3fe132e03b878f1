import { createAgreement } from "./agreement.ts";
import type { GramIndex } from "./gram-index.ts";
import { weightAt } from "./lists.ts";
import { createQuery } from "./query.ts";

/** What is not a phrasing word for word stays below this, however many grams it shares. */
const INEXACT_MAX = 0.99;
/** So many of the entries that know most of the query are rated first, to have a mark that spares most others. */
const SEEDS_MAX = 4;

/** The bound is computed in another order than the score: their last bits may differ. */
const ROUNDING = 1e-9;

/** Number of an entry and its score, 0..1. */
export type Ranked = { readonly entry: number; readonly score: number };

/** The best entries for a folded text, best first, ties by number; only scores above 0. */
export type Ranker = (folded: string, topMax: number) => readonly Ranked[];

/**
 * BM25's weights with every gram counted once: phrasings are too short for repeats to mean anything. An entry's
 * score joins two shares of weight: how far the query and its best phrasing agree (2 · shared / both, so what either
 * has more counts against it), and how far all its phrasings together know the query. Shares instead of sums give
 * one threshold the same meaning for every query; the root spreads the low end, where decisions are made.
 *
 * The second share is a sum over short lists, and it bounds the first: phrasings are looked at only where the bound
 * beats what is found already. The buffers live as long as the index; a call allocates nothing per entry or gram.
 */
export function buildRanker(index: GramIndex): Ranker {
  const { asked, known, read } = createQuery(index);
  const agreement = createAgreement(index, asked);

  return (folded, topMax) => {
    const queryWeight = read(folded);
    const best: Ranked[] = [];
    /** What both shares together have to exceed for a place among the best. */
    let mark = 0;
    const rate = (entry: number) => {
      const weight = weightAt(known, entry);
      const coverage = weight / queryWeight;
      const floor = Math.max(0, mark - coverage);
      const shares = coverage + agreement(entry, weight, queryWeight, floor);
      insert(best, { entry, score: Math.min(INEXACT_MAX, Math.sqrt(shares / 2)) }, topMax);
      const last = best[topMax - 1];
      if (last !== undefined) mark = 2 * last.score * last.score - ROUNDING;
      known[entry] = 0;
    };

    for (const seed of mostKnowing(known)) rate(seed.entry);
    for (let entry = 0; entry < known.length; entry += 1) {
      const weight = weightAt(known, entry);
      if (weight === 0) continue;
      const lightest = Math.max(weight, weightAt(index.lightestPhrasing, entry));
      const bound = (2 * weight) / (queryWeight + lightest) + weight / queryWeight;
      if (bound >= mark) rate(entry);
    }
    return best;
  };
}

function mostKnowing(known: Float64Array): readonly Ranked[] {
  const seeds: Ranked[] = [];
  let lowest = 0;
  for (let entry = 0; entry < known.length; entry += 1) {
    const score = weightAt(known, entry);
    if (score <= lowest) continue;
    insert(seeds, { entry, score }, SEEDS_MAX);
    if (seeds.length === SEEDS_MAX) lowest = seeds.at(-1)?.score ?? 0;
  }
  return seeds;
}

/** Keeps the few best in order while they come in, so nothing has to be sorted. */
function insert(best: Ranked[], ranked: Ranked, sizeMax: number): void {
  let place = Math.min(best.length, sizeMax - 1);
  if (place < 0) return;
  const last = best[place];
  if (last !== undefined && !isBefore(ranked, last)) return;
  for (; place > 0; place -= 1) {
    const before = best[place - 1];
    if (before === undefined || !isBefore(ranked, before)) break;
    best[place] = before;
  }
  best[place] = ranked;
}

function isBefore(one: Ranked, other: Ranked): boolean {
  return one.score > other.score || (one.score === other.score && one.entry < other.entry);
}
