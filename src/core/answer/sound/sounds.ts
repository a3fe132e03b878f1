import type { ReadGrams } from "../grams/grams.ts";
import { endOfWord, isHan, SPACE } from "../grams/han.ts";
import { hashNumbers, hashOf } from "../grams/hash.ts";
import { syllableOf, syllablesIn } from "./syllables.ts";

/** How much a sound of each kind says; its rarity comes on top. */
const KIND_WEIGHT = { syllable: 1, pair: 0.5, word: 1.5 } as const;
const SYLLABLE_SALT = 11;
const PAIR_SALT = 12;
const WORD_SALT = 13;

/** Gets each run of syllables of a text, by their numbers, and each word between them that is none. */
export type Listen = {
  readonly run: (syllables: readonly number[]) => void;
  readonly word: (from: number, to: number) => void;
};

/**
 * How a folded text sounds: Han characters by their usual reading, words of letters by the syllables of which they
 * may be made, so "退货", "推货" and "tui huo" are one. What cannot be read so stays a word.
 */
export function listen(folded: string, to: Listen): void {
  let run: number[] = [];
  const end = () => {
    if (run.length > 0) to.run(run);
    run = [];
  };
  let at = 0;
  while (at < folded.length) {
    const code = folded.charCodeAt(at);
    if (isHan(code)) {
      const syllable = syllableOf(code);
      if (syllable === 0) end();
      else run.push(syllable);
      at += 1;
    } else if (code === SPACE) {
      at += 1;
    } else {
      const from = at;
      at = endOfWord(folded, from);
      const syllables = syllablesIn(folded.slice(from, at));
      if (syllables !== undefined) run.push(...syllables);
      else {
        end();
        to.word(from, at);
      }
    }
  }
  end();
}

/** Syllables, pairs of them, and words as grams. */
export const readSounds: ReadGrams = (folded, add) => {
  listen(folded, {
    run(syllables) {
      syllables.forEach((syllable, nth) => {
        add(hashNumbers(SYLLABLE_SALT, syllable), KIND_WEIGHT.syllable);
        const next = syllables[nth + 1];
        if (next !== undefined) add(hashNumbers(PAIR_SALT, syllable, next), KIND_WEIGHT.pair);
      });
    },
    word: (from, to) => add(hashOf(folded, from, to, WORD_SALT), KIND_WEIGHT.word),
  });
};

const HAN = /\p{Script=Han}/u;

/** A phrasing without a Han character is English: nobody would write it by its sound. */
export const isHeard = (phrasing: string): boolean => HAN.test(phrasing);
