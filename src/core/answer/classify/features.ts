import { endOfWord, isHan, SPACE } from "../grams/han.ts";
import { hashNumbers, hashOf } from "../grams/hash.ts";
import { listen } from "../sound/sounds.ts";

/** Gets the key of each feature of a text, repeats included. */
export type AddFeature = (key: number) => void;

export type ReadFeatures = (folded: string, add: AddFeature) => void;

const SALT = { run: 21, first: 22, last: 23, word: 24, words: 25, piece: 26, sound: 27 } as const;
const RUN_LENGTH_MAX = 3;
const PIECE_LENGTHS = [3, 4] as const;

/**
 * How a folded text is written: Han characters by one, two and three, and those at its two ends; words, pairs of them,
 * and their pieces of three and four letters, spaces around them included.
 */
export const readSpelling: ReadFeatures = (folded, add) => {
  const padded = ` ${folded} `;
  let wordBefore = 0;
  let at = 1;
  while (at <= folded.length) {
    const code = padded.charCodeAt(at);
    if (code === SPACE) at += 1;
    else if (isHan(code)) {
      const end = endOfHan(padded, at);
      addRun(padded, at, end, add);
      wordBefore = 0;
      at = end;
    } else {
      const end = endOfWord(padded, at);
      const word = hashOf(padded, at, end, SALT.word);
      add(word);
      if (wordBefore !== 0 || at === 1) add(hashNumbers(SALT.words, wordBefore, word));
      addPieces(padded, at, end, add);
      wordBefore = word;
      at = end;
    }
  }
};

/** How it sounds: syllables by one, two and three. Nothing where there are none. */
export const readSound: ReadFeatures = (folded, add) => {
  listen(folded, {
    run(syllables) {
      syllables.forEach((one, nth) => {
        const [two, three] = [syllables[nth + 1], syllables[nth + 2]];
        add(hashNumbers(SALT.sound, one));
        if (two !== undefined) add(hashNumbers(SALT.sound, one, two));
        if (two !== undefined && three !== undefined) add(hashNumbers(SALT.sound, one, two, three));
      });
    },
    word: () => undefined,
  });
};

function endOfHan(padded: string, from: number): number {
  let end = from;
  while (isHan(padded.charCodeAt(end))) end += 1;
  return end;
}

function addRun(padded: string, from: number, end: number, add: AddFeature): void {
  for (let start = from; start < end; start += 1) {
    for (let length = 1; length <= RUN_LENGTH_MAX && start + length <= end; length += 1)
      add(hashOf(padded, start, start + length, SALT.run));
  }
  if (from === 1) {
    add(hashOf(padded, from, from + 1, SALT.first));
    add(hashOf(padded, from, Math.min(end, from + 2), SALT.first));
  }
  if (end === padded.length - 1) {
    add(hashOf(padded, end - 1, end, SALT.last));
    add(hashOf(padded, Math.max(from, end - 2), end, SALT.last));
  }
}

/** A letter to either side belongs to the word here: its spaces, or the Han character it stands beside. */
function addPieces(padded: string, from: number, end: number, add: AddFeature): void {
  for (const length of PIECE_LENGTHS) {
    for (let start = from - 1; start + length <= end + 1; start += 1)
      add(hashOf(padded, start, start + length, SALT.piece));
  }
}
