import type { Instant } from "../../core/kernel/instant.ts";

/** What became of a suggestion: said as it was, said otherwise, put away. */
export const OUTCOMES = ["used", "changed", "dismissed"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Which suggestion, to which question: the number of the fan's message in her conversation. */
export type Place = {
  readonly conversationId: string;
  readonly seq: number;
  readonly kind: "entry" | "canned";
  readonly targetId: string;
};

export type Judged = Place & {
  readonly version: number;
  /** 1 is the first that she was shown. */
  readonly place: number;
  readonly confidence: number;
  readonly outcome: Outcome;
};

/** Of suggestions: ids and numbers alone, none of a fan's words. */
export type AssistStore = {
  /** What is known of those to one question, by `kind:id`. */
  readonly outcomes: (conversationId: string, seq: number) => Promise<ReadonlyMap<string, Outcome>>;
  /** How often each became of an entry since then. */
  readonly counts: (entryId: string, since: Instant) => Promise<Readonly<Record<Outcome, number>>>;
  /** The last word counts. False where there is no such message of a fan's, or nothing of that id to suggest. */
  readonly judge: (judged: Judged, staffId: string, at: Instant) => Promise<boolean>;
  readonly unjudge: (place: Place) => Promise<void>;
};
