import { confidenceOf, leadOver, TRUST_PRIOR } from "../confidence/trust.ts";
import { fold } from "../fold.ts";
import { buildGramIndex } from "../grams/gram-index.ts";
import { readGrams } from "../grams/grams.ts";
import { createRanker } from "../grams/ranker.ts";

/** What may stand on it: a title that says what it is about, and the words themselves. */
export type Shelved = { readonly title: string; readonly body: string };

/** Place on the shelf, and the probability that it is meant, 0..1. */
export type Found = { readonly index: number; readonly confidence: number };

/** The best first, at most `topMax`. */
export type Shelf = (folded: string, topMax: number) => readonly Found[];

/** Behind that, a text says little of what it is for; and a thousand of them are read at once. */
const BODY_CHARS_MAX = 30;

/**
 * Finds canned replies by the grams by which entries are found. There are too few words to learn from, so nothing is: how
 * far a find may be trusted is what was measured on small knowledges (`TRUST_PRIOR`).
 */
export function createShelf(items: readonly Shelved[]): Shelf {
  const texts = items.map(({ title, body }) => [fold(title), fold(body.slice(0, BODY_CHARS_MAX))]);
  const rank = createRanker(buildGramIndex(texts, readGrams), readGrams);
  const owners = new Map<string, number>();
  texts.forEach(([title = ""], index) => owners.has(title) || owners.set(title, index));

  return (folded, topMax) => {
    const ranking = rank(folded);
    const best = ranking.best(topMax + 1);
    const [first, second] = best;
    const exact = owners.get(folded);
    const found = best.map(({ entry, score }): Found => {
      const rival = entry === first?.entry ? second : first;
      const evidence = { score, lead: leadOver(score, rival?.score), known: ranking.known };
      const confidence = entry === exact ? 1 : confidenceOf(TRUST_PRIOR.untaught, evidence);
      return { index: entry, confidence };
    });
    return found
      .toSorted((one, other) => other.confidence - one.confidence || one.index - other.index)
      .slice(0, topMax);
  };
}
