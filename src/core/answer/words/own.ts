import type { Lane } from "../../queue/lane.ts";
import type { LaneBy } from "../decision.ts";
import { foldSigns } from "../fold.ts";
import { riskFound, type RiskRule } from "../risk.ts";
import { laneFound } from "./lanes.ts";

/** A word or a phrase by which the house knows a matter; of danger, which one, as that decides what is said at once. */
export type OwnWord = {
  readonly id: string;
  readonly lane: Lane;
  readonly rule: RiskRule | null;
  readonly word: string;
};

export const OWN_WORD_CHARS_MAX = 30;
/** Of one lane. */
export const OWN_WORDS_MAX = 100;
/** One character stands in too many words that mean something else. */
const CHARS_MIN = 2;

/** What a text was found to tell of her matter, by which words, and by whose. */
export type Found = {
  readonly lane: Lane;
  readonly rule?: RiskRule;
  readonly words: string;
  /** The word of the house; undefined: what everybody's Seatbridge knows. */
  readonly own?: string;
};

/** All words that tell a matter: ours, and the house's. `version` names the set of both. */
export type Matters = {
  readonly version: string;
  /** In a text whose signs are folded. */
  readonly find: (signs: string) => Found | undefined;
  readonly danger: (signs: string) => (Found & { readonly rule: RiskRule }) | undefined;
  /** The house's alone: where many speak to many, ours of a chat say too much. */
  readonly complaint: (signs: string) => Found | undefined;
};

/** Counts up whenever a word of ours is changed. */
const OURS = 1;

type Reading = { readonly word: OwnWord; readonly folded: string };

/**
 * Danger goes before all else, ours and theirs; then trouble, so that no word of a sale or of service hides it; then what
 * the house has added, as it knows its goods; then what everybody means. Of two of the house's in one lane the longer tells.
 */
export function readMatters(own: readonly OwnWord[], changes = 0): Matters {
  const read = own
    .map((word) => ({ word, folded: foldSigns(word.word) }))
    .toSorted((a, b) => b.folded.length - a.folded.length);
  const of = (lane: Lane): readonly Reading[] => read.filter(({ word }) => word.lane === lane);
  const [dangers, complaints] = [of("risk"), of("complaint")];
  const others = [...of("purchase"), ...of("service"), ...of("praise")];

  function danger(signs: string): (Found & { readonly rule: RiskRule }) | undefined {
    const ours = riskFound(signs);
    if (ours !== undefined) return { lane: "risk", ...ours };
    const hit = firstIn(dangers, signs);
    return hit && { lane: "risk", rule: hit.rule ?? "risk_batch", words: hit.word, own: hit.id };
  }
  const among = (readings: readonly Reading[], signs: string): Found | undefined => {
    const hit = firstIn(readings, signs);
    return hit && { lane: hit.lane, words: hit.word, own: hit.id };
  };
  return {
    version: `${OURS}.${changes}`,
    danger,
    complaint: (signs) => among(complaints, signs),
    find(signs) {
      const grave = danger(signs) ?? among(complaints, signs);
      if (grave !== undefined) return grave;
      const ours = laneFound(signs);
      return ours?.lane === "complaint" ? ours : (among(others, signs) ?? ours);
    },
  };
}

/** What everybody's Seatbridge knows. */
export const OUR_MATTERS: Matters = readMatters([]);

/** What is kept of it with a decision. */
export const laneByOf = ({ own }: Found, { version }: Matters): LaneBy => ({
  words: version,
  ...(own === undefined ? {} : { own }),
});

const firstIn = (readings: readonly Reading[], signs: string): OwnWord | undefined =>
  readings.find(({ folded }) => stands(folded, signs))?.word;

/** "app" is no part of "apple"; between Han characters there are no borders. */
function stands(word: string, signs: string): boolean {
  for (let at = signs.indexOf(word); at >= 0; at = signs.indexOf(word, at + 1)) {
    const [before = "", after = ""] = [
      signs.at(at === 0 ? signs.length : at - 1),
      signs.at(at + word.length),
    ];
    const isInside = (isLetter(before) && isLetter(word.at(0))) || (isLetter(word.at(-1)) && isLetter(after));
    if (!isInside) return true;
  }
  return false;
}
const isLetter = (sign = ""): boolean => /^[\p{Script=Latin}\p{N}]$/u.test(sign);

type WordProblem = "long" | "short" | "pattern" | "many" | "taken" | "known";

/** What speaks against a word. */
export function problemOfWord(
  { lane, word }: Pick<OwnWord, "lane" | "word">,
  own: readonly OwnWord[],
): WordProblem | undefined {
  const folded = foldSigns(word);
  if (word.length > OWN_WORD_CHARS_MAX) return "long";
  if (/[*?^$|\\[\](){}+]/u.test(word)) return "pattern";
  if (Array.from(folded).length < CHARS_MIN) return "short";
  if (own.some((one) => foldSigns(one.word) === folded)) return "taken";
  // Ours would tell first, or tell the same: nobody would understand why hers does nothing.
  const ours = OUR_MATTERS.find(folded)?.lane;
  if (ours === lane || ours === "risk" || (ours === "complaint" && lane !== "risk")) return "known";
  return own.filter((one) => one.lane === lane).length >= OWN_WORDS_MAX ? "many" : undefined;
}
