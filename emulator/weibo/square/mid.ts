/** Ids grow with time and pass what a double holds, so whoever reads them as numbers loses their ends. */
const PER_MS = 8_192n;

/** The id of what is published at a moment, above the last one. */
export function nextId(at: number, last: string): string {
  const byTime = BigInt(at) * PER_MS + 1n;
  const next = BigInt(last) + 1n;
  return String(byTime > next ? byTime : next);
}

const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS_PER_GROUP = 7;
const LETTERS_PER_GROUP = 4;

/** The short form that stands in a post's address: each seven digits, from the right, are four letters. */
export function shortId(id: string): string {
  const groups: string[] = [];
  for (let end = id.length; end > 0; end -= DIGITS_PER_GROUP) {
    const start = Math.max(0, end - DIGITS_PER_GROUP);
    const letters = inLetters(Number(id.slice(start, end)));
    groups.unshift(start === 0 ? letters : letters.padStart(LETTERS_PER_GROUP, "0"));
  }
  return groups.join("");
}

function inLetters(value: number): string {
  const letter = LETTERS[value % LETTERS.length] ?? "";
  return value < LETTERS.length ? letter : inLetters(Math.floor(value / LETTERS.length)) + letter;
}

/** Where a post is seen by everybody. */
export const linkTo = (uid: string, id: string): string => `https://weibo.com/${uid}/${shortId(id)}`;
