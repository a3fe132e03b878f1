import { foldSigns } from "../answer/fold.ts";

/** What we would have said beside what was said. */
export const COMPARISONS = [
  "same",
  "different",
  "we_silent",
  "they_silent",
  "both_silent",
  "unknown",
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/**
 * What the other system's passive reply says: words, something without any, nothing; or that is not known: it failed,
 * or its reply is none that this platform understands.
 */
export type TheirWords =
  | { readonly kind: "text"; readonly text: string }
  /** A picture, articles, a transfer to the platform's own customer service. */
  | { readonly kind: "other"; readonly type: string }
  | { readonly kind: "silent" }
  | { readonly kind: "unknown" };

/** Ours: undefined where we would have said nothing. Words are compared without signs, spaces and width. */
export function compare(ours: string | undefined, theirs: TheirWords): Comparison {
  if (theirs.kind === "unknown") return "unknown";
  if (ours === undefined) return theirs.kind === "silent" ? "both_silent" : "we_silent";
  if (theirs.kind === "silent") return "they_silent";
  return theirs.kind === "text" && isSameText(ours, theirs.text) ? "same" : "different";
}

const isSameText = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (text: string): string => foldSigns(text).replace(/[\p{P}\p{S}\p{Z}\s]/gu, "");
