import type { Settings } from "../../store/secret/vault.ts";

/** Of a secret that is cut off at the end of a text, so many characters are no chance any more. */
const STUMP_MIN = 4;
/** A phone's, an identity card's, a bank card's. */
const PERSONAL_NUMBER = /[0-9]{10,18}[0-9Xx]/g;

/** The other side's own words; nothing of them where they repeat a secret of these settings, whole or cut off. */
export function discreet(
  words: string | undefined,
  settings: Settings,
  secrets: readonly string[],
): string | undefined {
  const values = secrets.map((name) => settings[name]).filter((value) => typeof value === "string");
  return words === undefined || values.some((value) => repeats(words, value)) ? undefined : words;
}

/** What is said of a fan's ticket may repeat her numbers: of long ones the middle is hidden. */
export const withoutNumbers = (words: string): string =>
  words.replace(PERSONAL_NUMBER, (number) => `${number.slice(0, 3)}****${number.slice(-4)}`);

function repeats(words: string, secret: string): boolean {
  if (secret !== "" && words.includes(secret)) return true;
  for (let length = STUMP_MIN; length < secret.length; length += 1) {
    if (words.endsWith(secret.slice(0, length))) return true;
  }
  return false;
}
