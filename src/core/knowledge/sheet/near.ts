import { fold } from "../../answer/fold.ts";
import { readGrams } from "../../answer/grams/grams.ts";

/** The nearest words of somebody else: `of` is whose, by place. */
export type Near = { readonly of: number; readonly words: string; readonly like: string };

/** From so much in common on (Dice, of their grams) two questions are most likely one. */
const NEAR_FROM = 0.8;
/** Shorter ones have too little in them to be near anything. */
const GRAMS_MIN = 5;
const RARE_SHARED_MIN = 0.6;
/** By a gram that so many phrasings have nobody is looked for: it would cost the square of them. */
const HOLDERS_MAX = 200;

type Phrase = {
  readonly of: number;
  readonly words: string;
  readonly folded: string;
  readonly grams: ReadonlySet<number>;
  /** Models and sizes: other numbers are other things, however like the words. */
  readonly numbers: string;
};

/**
 * For each list of phrasings from `from` on, the list whose words are nearest to some of its own without being the same.
 * @returns by place, from `from` on; null where none is near
 */
export function nearOf(lists: readonly (readonly string[])[], from: number): readonly (Near | null)[] {
  const phrases = lists.flatMap((list, of) => list.map((words) => phraseOf(words, of)));
  const holders = new Map<number, number[]>();
  phrases.forEach(({ grams }, at) => {
    for (const gram of grams) {
      const known = holders.get(gram);
      if (known === undefined) holders.set(gram, [at]);
      else if (known.length <= HOLDERS_MAX) known.push(at);
    }
  });
  const best = new Map<number, Near & { readonly score: number }>();
  for (const phrase of phrases) {
    if (phrase.of < from || phrase.grams.size < GRAMS_MIN) continue;
    for (const other of candidatesOf(phrase, phrases, holders)) {
      if (other.of === phrase.of || other.folded === phrase.folded) continue;
      if (other.numbers !== phrase.numbers) continue;
      const common = [...phrase.grams].filter((gram) => other.grams.has(gram)).length;
      const score = (2 * common) / (phrase.grams.size + other.grams.size);
      if (score < NEAR_FROM || score <= (best.get(phrase.of)?.score ?? 0)) continue;
      best.set(phrase.of, { of: other.of, words: phrase.words, like: other.words, score });
    }
  }
  return lists.slice(from).map((_, at) => {
    const found = best.get(at + from);
    return found === undefined ? null : { of: found.of, words: found.words, like: found.like };
  });
}

function phraseOf(words: string, of: number): Phrase {
  const folded = fold(words);
  const grams = new Set<number>();
  readGrams(folded, (gram) => void grams.add(gram));
  return { of, words, folded, grams, numbers: (folded.match(/\d+/g) ?? []).join(" ") };
}

/** Who has most of its rarer grams: only they can be near, and only they are compared whole. */
function candidatesOf(
  { grams }: Phrase,
  phrases: readonly Phrase[],
  holders: ReadonlyMap<number, readonly number[]>,
): readonly Phrase[] {
  const common = new Map<number, number>();
  const rare = [...grams]
    .map((gram) => holders.get(gram) ?? [])
    .filter((known) => known.length <= HOLDERS_MAX);
  for (const known of rare) for (const at of known) common.set(at, (common.get(at) ?? 0) + 1);
  return [...common].flatMap(([at, shared]) =>
    shared < rare.length * RARE_SHARED_MIN ? [] : (phrases[at] ?? []),
  );
}
