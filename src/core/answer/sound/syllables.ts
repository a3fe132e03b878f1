import { SYLLABLES } from "../tables/syllables.ts";

const rows = SYLLABLES.trim()
  .split(/\s+/)
  .map((row) => /^([a-z]+)(.*)$/u.exec(row) ?? ["", "", ""]);

/** Syllable → its number, from 1. */
const numberOf: ReadonlyMap<string, number> = new Map(
  rows.map(([, syllable = ""], nth) => [syllable, nth + 1]),
);
const SYLLABLE_LETTERS_MAX = Math.max(...[...numberOf.keys()].map((syllable) => syllable.length));

/** UTF-16 unit → the number of the syllable as which it is usually read, 0 where it is none. */
const readAs = new Uint16Array(0x1_0000);
rows.forEach(([, , characters = ""], nth) => {
  for (const character of characters) readAs[character.charCodeAt(0)] = nth + 1;
});

export function syllableOf(code: number): number {
  return readAs[code] as number;
}

const NONE = 0xffff;
const LETTERS = /^[a-z]{2,}$/;

/**
 * The syllables that a word of letters is made of, as few as possible ("xiangtui" → xiang, tui); undefined where it
 * cannot be read as pinyin. ü is v.
 */
export function syllablesIn(word: string): readonly number[] | undefined {
  if (!LETTERS.test(word)) return undefined;
  /** Place → how many syllables the rest of the word takes at least, and how long the first of them is. */
  const count = new Uint16Array(word.length + 1).fill(NONE);
  const length = new Uint8Array(word.length + 1);
  count[word.length] = 0;
  for (let at = word.length - 1; at >= 0; at -= 1) {
    for (let letters = Math.min(SYLLABLE_LETTERS_MAX, word.length - at); letters > 0; letters -= 1) {
      const rest = count[at + letters] ?? NONE;
      if (rest + 1 >= (count[at] ?? NONE) || !numberOf.has(word.slice(at, at + letters))) continue;
      count[at] = rest + 1;
      length[at] = letters;
    }
  }
  if (count[0] === NONE) return undefined;
  const syllables: number[] = [];
  for (let at = 0; at < word.length; at += length[at] ?? word.length) {
    syllables.push(numberOf.get(word.slice(at, at + (length[at] ?? 0))) ?? 0);
  }
  return syllables;
}
