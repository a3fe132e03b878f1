import { foldSigns } from "../answer/fold.ts";
import { isAbuse } from "../answer/words/abuse.ts";
import { FACES, NEGATIONS, STRONG, type Term, TERMS } from "./words.ts";

/** How a fan sounds in one message (days, G26): it tells an agent, and decides nothing. */
export type Voice = {
  readonly mood: "negative" | "positive" | null;
  readonly urgent: boolean;
  readonly abusive: boolean;
  /** The words that counted, in the order of the text. */
  readonly words: readonly string[];
};

/** From so much on either side a mood is told; less is how people talk. */
const MOOD_FROM = 1;
const HASTE_FROM = 1;
/** A longer text is told by its beginning. */
const CHARS_MAX = 1_000;
const TERM_CHARS_MAX = Math.max(...[...TERMS.keys()].map(({ length }) => length));
const STRONG_FACTOR = 1.5;
/** Signs such as ！！！ strengthen what is there, and say nothing alone. */
const LOUD = /[!！?？]{3,}/u;
const LOUD_FACTOR = 1.25;

type Counted = { readonly word: string; readonly term: Term };

/** Undefined where nothing counts. Rules alone, from words of our own: what counted can be shown. */
export function voiceOf(text: string): Voice | undefined {
  const said = text.slice(0, CHARS_MAX);
  const counted = [...countedIn(foldSigns(said)), ...facesIn(said)];
  const factor = LOUD.test(said) ? LOUD_FACTOR : 1;
  const sum = (of: "mood" | "haste"): number =>
    factor * counted.reduce((total, { term }) => total + (term[of] ?? 0), 0);
  const mood = moodOf(sum("mood"));
  const urgent = sum("haste") >= HASTE_FROM;
  const abusive = isAbuse(foldSigns(said));
  if (mood === null && !urgent && !abusive) return undefined;
  const words = counted.filter(({ term }) => counts(term, { mood, urgent })).map(({ word }) => word);
  return { mood, urgent, abusive, words: [...new Set(words)] };
}

const moodOf = (sum: number): Voice["mood"] =>
  sum <= -MOOD_FROM ? "negative" : sum >= MOOD_FROM ? "positive" : null;

/** Only what points to what is told. */
function counts({ mood = 0, haste = 0 }: Term, told: Pick<Voice, "mood" | "urgent">): boolean {
  if (told.urgent && haste > 0) return true;
  return told.mood === "negative" ? mood < 0 : told.mood === "positive" && mood > 0;
}

/** The longest term at each place, turned round by a negation just before it, and strengthened by a strong word. */
function* countedIn(folded: string): Generator<Counted> {
  for (let at = 0; at < folded.length;) {
    const word = termAt(folded, at);
    const term = word === undefined ? undefined : TERMS.get(word);
    if (word === undefined || term === undefined) {
      at += 1;
      continue;
    }
    const before = folded.slice(Math.max(0, at - 4), at);
    const negation = NEGATIONS.find((one) => before.trimEnd().endsWith(one));
    if (negation === undefined) {
      const strong = STRONG.some((one) => before.trimEnd().endsWith(one));
      yield { word, term: strong ? times(term, STRONG_FACTOR) : term };
    } else if (term.mood !== undefined) {
      yield { word: `${negation}${word}`, term: { mood: -0.75 * term.mood } };
    }
    at += word.length;
  }
}

const times = ({ mood, haste }: Term, factor: number): Term => ({
  ...(mood !== undefined && { mood: mood * factor }),
  ...(haste !== undefined && { haste: haste * factor }),
});

/** A term of Latin letters is a whole word. */
function termAt(folded: string, at: number): string | undefined {
  for (let length = Math.min(TERM_CHARS_MAX, folded.length - at); length > 0; length -= 1) {
    const word = folded.slice(at, at + length);
    if (!TERMS.has(word)) continue;
    const isLatin = /^[a-z-]+$/.test(word);
    if (!isLatin || !/[a-z]/.test(`${folded[at - 1] ?? " "}${folded[at + length] ?? " "}`)) return word;
  }
  return undefined;
}

const facesIn = (text: string): readonly Counted[] =>
  FACES.flatMap(([face, term]) => {
    const [word] = face.exec(text) ?? [];
    return word === undefined ? [] : [{ word, term }];
  });
