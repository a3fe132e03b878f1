import { judge, type Classifier } from "../classify/classifier.ts";
import type { GramIndex } from "../grams/gram-index.ts";
import { readGrams } from "../grams/grams.ts";
import { QUERY_CHARS_MAX } from "../grams/query.ts";
import { createRanker, insert, type Ranked } from "../grams/ranker.ts";
import { readSounds } from "../sound/sounds.ts";

/** A knowledge without its words: flat arrays, built in one thread and used in another. */
export type Indexes = {
  readonly spelled: GramIndex;
  readonly sounds: GramIndex;
  readonly classifier: Classifier | undefined;
};

export type Search = (folded: string, topMax: number) => Findings;

export type Findings = {
  /** Best first, ties by number. Scores are comparable within one knowledge. */
  readonly found: readonly Ranked[];
  /** The share of the question's weight that the knowledge knows, 0..1. */
  readonly known: number;
};

/** So many of the best by overlap are joined with the classifier's best; the right one is rarely further down. */
const CANDIDATES_MIN = 20;
const CLAIMS_MAX = 5;
/** What sounds alike is worth so much of what is written alike. What is written better than that is not listened to. */
const SOUND_SHARE = 0.9;

/**
 * By what a question shares with phrasings in writing; where that is not clear, by what it sounds like; and by the
 * classifier's claims, if there is one: their mean. Few phrasings are found best by overlap, many by the classifier.
 */
export function createSearch({ spelled, sounds, classifier }: Indexes): Search {
  const spell = createRanker(spelled, readGrams);
  const hear = createRanker(sounds, readSounds);

  return (folded, topMax) => {
    const count = Math.max(topMax, CANDIDATES_MIN);
    const written = spell(folded);
    let known = written.known;
    const overlaps = new Map(written.best(count).map(({ entry, score }) => [entry, score]));
    const [first = 0] = overlaps.values();
    if (first < SOUND_SHARE) {
      const heard = hear(folded);
      known = Math.max(known, SOUND_SHARE * heard.known);
      const least = overlaps.size < count ? 0 : Math.min(...overlaps.values());
      for (const { entry, score } of heard.best(count, least / SOUND_SHARE))
        overlaps.set(entry, Math.max(SOUND_SHARE * score, overlaps.get(entry) ?? 0));
    }

    const found: Ranked[] = [];
    if (classifier === undefined) {
      for (const [entry, score] of overlaps) insert(found, { entry, score }, topMax);
      return { found, known };
    }
    const claims = judge(classifier, folded.slice(0, QUERY_CHARS_MAX));
    for (const entry of largest(claims)) {
      const overlap = overlaps.get(entry) ?? written.scoreOf(entry);
      if (overlap > 0) overlaps.set(entry, overlap);
    }
    for (const [entry, overlap] of overlaps)
      insert(found, { entry, score: (overlap + (claims[entry] ?? -1)) / 2 }, topMax);
    return { found, known };
  };
}

function largest(claims: Float32Array): readonly number[] {
  const best: Ranked[] = [];
  claims.forEach((score, entry) => insert(best, { entry, score }, CLAIMS_MAX));
  return best.map(({ entry }) => entry);
}
