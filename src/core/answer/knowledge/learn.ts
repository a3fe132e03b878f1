import { teach } from "../classify/classifier.ts";
import { type Ask, calibrate } from "../confidence/calibrate.ts";
import { leadOver, TRUST_PRIOR, type Trust } from "../confidence/trust.ts";
import { fold } from "../fold.ts";
import { buildGramIndex } from "../grams/gram-index.ts";
import { readGrams } from "../grams/grams.ts";
import { isHeard, readSounds } from "../sound/sounds.ts";
import { buildExact, type Exact } from "./exact.ts";
import { createSearch, type Indexes } from "./search.ts";

/** All that a matcher knows of published entries but the entries themselves. The same entries make the same bytes. */
export type Learned = Indexes & { readonly exact: Exact; readonly trust: Trust };

/** Rises with every change of what is learned of the same phrasings. */
export const LEARNING_VERSION = 2;

/** `phrasings[e]` holds the phrasings of entry `e`. Takes from milliseconds to half a minute. */
export function learn(phrasings: readonly (readonly string[])[]): Learned {
  const entries = phrasings.map(foldPhrasings);
  const indexes = buildIndexes(entries);
  const isTaught = indexes.classifier !== undefined;
  const prior = isTaught ? TRUST_PRIOR.taught : TRUST_PRIOR.untaught;
  // A part may be small enough for a classifier where the whole is not: how sure that one is, is not how sure this is.
  const trust = calibrate(entries, (kept) => askerOf(isTaught ? buildIndexes(kept) : overlaps(kept)), prior);
  return { ...indexes, exact: buildExact(entries), trust };
}

/** Each form once. */
export const foldPhrasings = (texts: readonly string[]): readonly string[] => [...new Set(texts.map(fold))];

const buildIndexes = (entries: readonly (readonly string[])[]): Indexes => ({
  ...overlaps(entries),
  classifier: teach(entries),
});

/** Without a classifier. */
function overlaps(entries: readonly (readonly string[])[]): Indexes {
  return {
    spelled: buildGramIndex(entries, readGrams),
    sounds: buildGramIndex(entries, (text, add) => isHeard(text) && readSounds(text, add)),
    classifier: undefined,
  };
}

function askerOf(indexes: Indexes): Ask {
  const search = createSearch(indexes);
  return (folded) => {
    const { found, known } = search(folded, 2);
    const [first, second] = found;
    return (
      first && { entry: first.entry, score: first.score, lead: leadOver(first.score, second?.score), known }
    );
  };
}
