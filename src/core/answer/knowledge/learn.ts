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
export const LEARNING_VERSION = 1;

/** `phrasings[e]` holds the phrasings of entry `e`. Takes from milliseconds to half a minute. */
export function learn(phrasings: readonly (readonly string[])[]): Learned {
  const entries = phrasings.map(foldPhrasings);
  const indexes = buildIndexes(entries);
  const prior = indexes.classifier === undefined ? TRUST_PRIOR.untaught : TRUST_PRIOR.taught;
  return { ...indexes, exact: buildExact(entries), trust: calibrate(entries, asker, prior) };
}

/** Each form once. */
export const foldPhrasings = (texts: readonly string[]): readonly string[] => [...new Set(texts.map(fold))];

function buildIndexes(entries: readonly (readonly string[])[]): Indexes {
  return {
    spelled: buildGramIndex(entries, readGrams),
    sounds: buildGramIndex(entries, (text, add) => isHeard(text) && readSounds(text, add)),
    classifier: teach(entries),
  };
}

function asker(entries: readonly (readonly string[])[]): Ask {
  const search = createSearch(buildIndexes(entries));
  return (folded) => {
    const { found, known } = search(folded, 2);
    const [first, second] = found;
    return (
      first && { entry: first.entry, score: first.score, lead: leadOver(first.score, second?.score), known }
    );
  };
}
