import { probability } from "./logistic.ts";

/** What tells how far a guess may be trusted. */
export type Evidence = {
  readonly score: number;
  /** How far its score is above the best of all others; below it, negative. */
  readonly lead: number;
  /** The share of the question's weight that the knowledge knows, 0..1. */
  readonly known: number;
};

/** Weights of: nothing at all, the score, the lead, the known share. What falls with a rising score is not trusted. */
export type Trust = readonly number[];

/** How far a guess leads: over the best of all others, but never over less than nothing. */
export const leadOver = (score: number, other: number | undefined): number => score - Math.max(0, other ?? 0);

export const traitsOf = ({ score, lead, known }: Evidence): readonly number[] => [1, score, lead, known];

/** The probability that the guess is right. It never falls where score or lead rise. */
export const confidenceOf = (trust: Trust, evidence: Evidence): number =>
  Math.min(INEXACT_MAX, probability(trust, traitsOf(evidence)));

/** A guess is never certain: only a phrasing word for word is. */
const INEXACT_MAX = 0.99;

/**
 * Where trust begins, with a classifier and without: measured on small knowledges out of the practice shop, CLINC150
 * and BANKING77 (CC BY), nobody's questions weighing twice. A knowledge that is large enough moves it to where its own phrasings say.
 */
export const TRUST_PRIOR: Readonly<Record<"taught" | "untaught", Trust>> = {
  taught: [-3, 5.2, 4.6, 0.6],
  untaught: [-4.5, 5.9, 3.5, 0.6],
};
