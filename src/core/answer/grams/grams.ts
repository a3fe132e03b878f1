import { endOfWord, isHan, SPACE } from "./han.ts";
import { hashOf } from "./hash.ts";

/** How much a gram of each kind says; its rarity comes on top. */
export const KIND_WEIGHT = {
  character: 1,
  /** Asked anew, a question keeps its characters and rarely their order. */
  pair: 0.25,
  word: 1.2,
  /** A word with a digit in it: a model, an error, an amount. It is rarely chosen by chance. */
  code: 2,
  /** Pieces overlap and repeat what their word says. */
  piece: 0.3,
  filler: 0.2,
} as const;

/** Gets each gram of a text in order, repeats included: a key of 32 bits, and how much its kind says. */
export type AddGram = (key: number, kindWeight: number) => void;

/** One way to take a folded text apart. */
export type ReadGrams = (folded: string, add: AddGram) => void;

const PIECE_LENGTH = 3;
/** Words of fewer letters have no pieces: "e1" and "e2" are two words, not one with a slip in it. */
const WORD_WITH_PIECES_MIN = 5;
const WORD_SALT = 1;
const PIECE_SALT = 2;

/** English words that every question has: few phrasings are English, so their rarity would say far too much. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    "a an the this that it its i me my mine you your we our us they is are was be been do does did don t have has had " +
    "can could will would should may get got to of in on at for from with and or not no so please how what when " +
    "where which who why there any some if by as about"
  ).split(" "),
);

/**
 * Han characters give single characters and pairs (their UTF-16 units side by side); a run of other letters and
 * digits gives itself as a whole word, and a long one also pieces that survive a typing error.
 */
export const readGrams: ReadGrams = (folded, add) => {
  let before = 0;
  let at = 0;
  while (at < folded.length) {
    const code = folded.charCodeAt(at);
    if (isHan(code)) {
      add(code, KIND_WEIGHT.character);
      if (before !== 0) add(((before << 16) | code) >>> 0, KIND_WEIGHT.pair);
      before = code;
      at += 1;
    } else {
      before = 0;
      at = code === SPACE ? at + 1 : addWord(folded, at, add);
    }
  }
};

function addWord(folded: string, from: number, add: AddGram): number {
  const end = endOfWord(folded, from);
  add(hashOf(folded, from, end, WORD_SALT), weightOfWord(folded.slice(from, end)));
  if (end - from >= WORD_WITH_PIECES_MIN) {
    for (let start = from; start + PIECE_LENGTH <= end; start += 1) {
      add(hashOf(folded, start, start + PIECE_LENGTH, PIECE_SALT), KIND_WEIGHT.piece);
    }
  }
  return end;
}

const DIGIT = /[0-9]/;

function weightOfWord(word: string): number {
  if (DIGIT.test(word)) return KIND_WEIGHT.code;
  return FILLERS.has(word) ? KIND_WEIGHT.filler : KIND_WEIGHT.word;
}
