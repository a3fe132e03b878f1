import type { GramIndex } from "./gram-index.ts";
import type { ReadGrams } from "./grams.ts";
import { at, weightAt } from "./lists.ts";
import { createQuery, type Query } from "./query.ts";

/** What is not a phrasing word for word stays below this, however many grams it shares. */
const INEXACT_MAX = 0.99;
/** So much more than the entry's knowledge of the query counts how far its best phrasing agrees with it. */
const AGREEMENT_WEIGHT = 1.5;
/** So many of the entries that know most of the query are rated first, to have a mark that spares most others. */
const SEEDS_MAX = 4;
/** They are looked for once so much of the query's known weight has been walked: its rare grams, whose lists are short. */
const SEEDS_AFTER = 0.5;
/** The bound is computed in another order than the score: their last bits may differ. */
const ROUNDING = 1e-9;

/** Number of an entry and its score, 0..1. */
export type Ranked = { readonly entry: number; readonly score: number };

/** Reads one query after another: what it returns is good until the next. */
export type Ranker = (folded: string) => Ranking;

export type Ranking = {
  /** The share of the query's weight that some entry knows, 0..1. */
  readonly known: number;
  /** The best entries, best first, ties by number; only scores above 0 and not below `floor`. */
  readonly best: (topMax: number, floor?: number) => readonly Ranked[];
  readonly scoreOf: (entry: number) => number;
};

/**
 * BM25's weights with every gram counted once: phrasings are too short for repeats to mean anything. An entry's
 * score joins two shares of weight: how far the query and its best phrasing agree (2 · shared / both, so what either
 * has more counts against it), and how far all its phrasings together know the query. Shares instead of sums give
 * one threshold the same meaning for every query; the root spreads the low end, where decisions are made.
 *
 * The query's rarest grams are walked first. What an entry knows of the query bounds its score, so the long lists of
 * common grams are walked only while an entry that has nothing but them could still be among the best, and phrasings
 * are read only where the bound beats what is found already.
 */
export function createRanker(index: GramIndex, read: ReadGrams): Ranker {
  const readQuery = createQuery(index, read);
  const rate = createRating(index);
  const walk = createWalk(index);

  return (folded) => {
    const query = readQuery(folded);
    return {
      known: query.weight === 0 ? 0 : query.knownWeight / query.weight,
      best: (topMax, floor = 0) => walk(query, rate, topMax, floor),
      scoreOf: (entry) => scoreOf(rate(query, entry)),
    };
  };
}

/** Both shares of an entry, the agreement by its weight. */
type Rate = (query: Query, entry: number) => number;

function createRating(index: GramIndex): Rate {
  const { firstPhrasing, phrasings, phrasingWeights } = index;
  /** Gram → the rating in which it was counted last: of an entry each gram counts once, whatever phrasing has it. */
  const countedIn = new Uint32Array(index.grams.size);
  let rating = 0;

  return ({ asked, weight }, entry) => {
    rating = (rating + 1) >>> 0;
    let known = 0;
    let agreement = 0;
    const endPhrasing = at(firstPhrasing, entry + 1);
    for (let phrasing = at(firstPhrasing, entry); phrasing < endPhrasing; phrasing += 1) {
      let shared = 0;
      const end = at(phrasings.offsets, phrasing + 1);
      for (let place = at(phrasings.offsets, phrasing); place < end; place += 1) {
        const gram = at(phrasings.members, place);
        const gramWeight = weightAt(asked, gram);
        if (gramWeight === 0) continue;
        shared += gramWeight;
        if (at(countedIn, gram) === rating) continue;
        countedIn[gram] = rating;
        known += gramWeight;
      }
      const agreed = (2 * shared) / (weight + weightAt(phrasingWeights, phrasing));
      if (agreed > agreement) agreement = agreed;
    }
    return weight === 0 ? 0 : known / weight + AGREEMENT_WEIGHT * agreement;
  };
}

function createWalk(index: GramIndex) {
  const { holders, lightestPhrasing } = index;
  /** Entry → the weight of what it has of the walked part of the query; -∞ once it is rated. */
  const known = new Float64Array(index.entryCount);
  const met = new Uint32Array(index.entryCount);

  return (query: Query, rate: Rate, topMax: number, floor: number): readonly Ranked[] => {
    const best: Ranked[] = [];
    /** What both shares have to reach for a place among the best. */
    let mark = sharesOf(floor);
    let metCount = 0;
    let rest = query.knownWeight;
    let isSeeded = false;

    const consider = (entry: number) => {
      const score = scoreOf(rate(query, entry));
      known[entry] = -Infinity;
      if (score >= floor) insert(best, { entry, score }, topMax);
      const last = best[topMax - 1];
      if (last !== undefined) mark = Math.max(mark, sharesOf(last.score));
    };
    for (const gram of query.grams) {
      if (!isSeeded && rest <= SEEDS_AFTER * query.knownWeight) {
        isSeeded = true;
        for (const seed of mostKnowing(known, met.subarray(0, metCount))) consider(seed.entry);
      }
      if (bound(query.weight, rest, 0) < mark) break;
      const gramWeight = weightAt(query.asked, gram);
      const end = at(holders.offsets, gram + 1);
      for (let place = at(holders.offsets, gram); place < end; place += 1) {
        const entry = at(holders.members, place);
        if (weightAt(known, entry) === 0) {
          met[metCount] = entry;
          metCount += 1;
        }
        known[entry] = weightAt(known, entry) + gramWeight;
      }
      rest -= gramWeight;
    }
    for (let nth = 0; nth < metCount; nth += 1) {
      const entry = at(met, nth);
      const most = weightAt(known, entry) + Math.max(0, rest);
      if (bound(query.weight, most, weightAt(lightestPhrasing, entry)) >= mark) consider(entry);
      known[entry] = 0;
    }
    return best;
  };
}

/** No entry that knows so much of the query, and whose lightest phrasing is so light, has larger shares. */
function bound(queryWeight: number, known: number, lightest: number): number {
  return known / queryWeight + (AGREEMENT_WEIGHT * 2 * known) / (queryWeight + Math.max(known, lightest));
}

const scoreOf = (shares: number) => Math.min(INEXACT_MAX, Math.sqrt(shares / (1 + AGREEMENT_WEIGHT)));

const sharesOf = (score: number) => score * score * (1 + AGREEMENT_WEIGHT) - ROUNDING;

function mostKnowing(known: Float64Array, met: Uint32Array): readonly Ranked[] {
  const seeds: Ranked[] = [];
  let lowest = 0;
  for (const entry of met) {
    const score = weightAt(known, entry);
    if (score <= lowest) continue;
    insert(seeds, { entry, score }, SEEDS_MAX);
    if (seeds.length === SEEDS_MAX) lowest = seeds.at(-1)?.score ?? 0;
  }
  return seeds;
}

/** Keeps the few best in order while they come in, so nothing has to be sorted. */
export function insert(best: Ranked[], ranked: Ranked, sizeMax: number): void {
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
