/** Something that could be said: an entry's answer, or a canned reply. */
export type Candidate = {
  readonly kind: "entry" | "canned";
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** What would be said, word for word; {{holes}} of a canned reply are still open. */
  readonly text: string;
  /** The probability that it is what is wanted, 0..1. */
  readonly confidence: number;
};

/** 把握, as a word: the bot would say it itself; it would ask whether it is meant; it would not. */
export type Sureness = "high" | "fair" | "low";

export const SUGGESTIONS_MAX = 3;
/** What is less likely than that is noise beside the composer. */
const CONFIDENCE_MIN = 0.15;

/** From which probability on the bot answers, and asks back: settings `answer.threshold`, `answer.askFrom`. */
export type Marks = { readonly threshold: number; readonly askFrom: number };

export function surenessOf(confidence: number, { threshold, askFrom }: Marks): Sureness {
  if (confidence >= threshold) return "high";
  return confidence >= askFrom ? "fair" : "low";
}

/** The best few, best first; of two that say the same, and of equals, the entry: it is looked over by others. */
export function bestOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const said = new Set<string>();
  return candidates
    .filter(({ confidence }) => confidence >= CONFIDENCE_MIN)
    .toSorted(
      (one, other) =>
        other.confidence - one.confidence ||
        Number(one.kind === "canned") - Number(other.kind === "canned") ||
        (one.id < other.id ? -1 : 1),
    )
    .filter(({ text }) => !said.has(text) && said.add(text))
    .slice(0, SUGGESTIONS_MAX);
}
