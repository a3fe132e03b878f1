const SPACE = 0x20;
const DIGIT = /[0-9]/;
const PIECE_LENGTH = 3;
/** Words of fewer letters have no pieces: "e1" and "e2" are two words, not one with a slip in it. */
const WORD_WITH_PIECES_MIN = 5;

/** English words that every question has: few phrasings are English, so their rarity would say far too much. */
const FILLERS: ReadonlySet<string> = new Set(
  (
    "a an the this that it its i me my mine you your we our us they is are was be been do does did don t have has had " +
    "can could will would should may get got to of in on at for from with and or not no so please how what when " +
    "where which who why there any some if by as about"
  ).split(" "),
);

/**
 * A Han character or a pair of them is a number (its UTF-16 units side by side), everything else a text: "=f3" a
 * whole word, "~gua" a piece of one. Numbers are what most queries consist of and are found several times faster.
 */
export type Gram = number | string;

/**
 * The grams of a folded text, in order, repeats included. Han characters give single characters and pairs; a run
 * of other letters and digits gives itself as a whole word, and a long one also pieces that survive a typing error.
 */
export function gramsOf(folded: string): Gram[] {
  const grams: Gram[] = [];
  let before = 0;
  let at = 0;
  while (at < folded.length) {
    const code = folded.charCodeAt(at);
    if (isHan(code)) {
      grams.push(code);
      if (before !== 0) grams.push((before << 16) | code);
      before = code;
      at += 1;
    } else {
      before = 0;
      at = code === SPACE ? at + 1 : addWord(folded, at, grams);
    }
  }
  return grams;
}

/** A code is a word with a digit in it: a model, an error, an amount. It is rarely chosen by chance. */
export type GramKind = "character" | "pair" | "word" | "code" | "piece" | "filler";

export function kindOf(gram: Gram): GramKind {
  if (typeof gram === "number") return gram >>> 16 === 0 ? "character" : "pair";
  if (gram.startsWith("~")) return "piece";
  if (DIGIT.test(gram)) return "code";
  return FILLERS.has(gram.slice(1)) ? "filler" : "word";
}

function addWord(folded: string, from: number, grams: Gram[]): number {
  let at = from;
  while (at < folded.length && folded.charCodeAt(at) !== SPACE && !isHan(folded.charCodeAt(at))) at += 1;
  const word = folded.slice(from, at);
  grams.push(`=${word}`);
  if (word.length >= WORD_WITH_PIECES_MIN) {
    for (let start = 0; start + PIECE_LENGTH <= word.length; start += 1) {
      grams.push(`~${word.slice(start, start + PIECE_LENGTH)}`);
    }
  }
  return at;
}

/** By UTF-16 unit: halves of the rare planes count as characters, which does no harm here. */
function isHan(code: number): boolean {
  return (
    (code >= 0x3400 && code <= 0x9fff) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xd840 && code <= 0xdfff)
  );
}
