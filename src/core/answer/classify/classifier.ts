import { at, weightAt } from "../grams/lists.ts";
import { train } from "./train.ts";
import { buildVocabulary, type Vector, vectorOf, type Vocabulary } from "./vectors.ts";

/** A linear judge for each entry; flat arrays, see `Vocabulary`. */
export type Classifier = {
  readonly vocabulary: Vocabulary;
  /** Weight of feature `f` for entry `e`: `weights[f * entryCount + e]`. */
  readonly weights: Float32Array;
  readonly biases: Float32Array;
};

/** Entries of fewer phrasings than this on average teach a classifier nothing that overlap does not know. */
const PHRASINGS_PER_ENTRY_MIN = 1.5;
/** Beyond so many weights (100 MB) features of one text alone are left out; beyond it still, there is no classifier. */
const WEIGHTS_MAX = 25_000_000;
/** Texts × entries: what one round of training costs. About half a minute in all. */
const WORK_MAX = 6_000_000;

/** Undefined where there is too little to learn, or too much to do. `entries[e]` holds the folded phrasings of entry `e`. */
export function teach(entries: readonly (readonly string[])[]): Classifier | undefined {
  const texts = entries.flat();
  const entryOf = Uint32Array.from(entries.flatMap((own, entry) => own.map(() => entry)));
  const classes = entries.length;
  if (classes < 2 || texts.length < PHRASINGS_PER_ENTRY_MIN * classes || texts.length * classes > WORK_MAX)
    return undefined;
  const whole = buildVocabulary(texts, 1);
  const vocabulary = whole.features.size * classes > WEIGHTS_MAX ? buildVocabulary(texts, 2) : whole;
  if (vocabulary.features.size * classes > WEIGHTS_MAX) return undefined;
  const vectors = texts.map((text) => vectorOf(vocabulary, text));
  return { vocabulary, ...train(vectors, entryOf, classes, vocabulary.features.size) };
}

/** How far each entry claims the text: about 1 where it is one of its own, about -1 where it is not. */
export function judge(classifier: Classifier, text: string): Float32Array {
  return claims(classifier, vectorOf(classifier.vocabulary, text));
}

function claims({ weights, biases }: Classifier, { features, values }: Vector): Float32Array {
  const scores = biases.slice();
  for (let nth = 0; nth < features.length; nth += 1) {
    const value = weightAt(values, nth);
    const offset = at(features, nth) * scores.length;
    for (let entry = 0; entry < scores.length; entry += 1)
      scores[entry] = (scores[entry] as number) + value * (weights[offset + entry] as number);
  }
  return scores;
}
