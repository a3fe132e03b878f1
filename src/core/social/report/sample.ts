import { keyedHash } from "../../relay/share.ts";

/** What a supervisor looks at again: what was said in public, and what somebody thought to need no answer. */
export const SUBJECTS = ["answer", "dismissal"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What she finds. A dismissal is good, or needed an answer; the others are said of answers. */
export const MARKS = ["good", "facts", "tone", "unsolved", "private", "needed"] as const;
export type Mark = (typeof MARKS)[number];

export const mayMark = (subject: Subject, mark: Mark): boolean =>
  mark === "good" || (subject === "dismissal") === (mark === "needed");

/** Of each agent's day so many at the least, however few she did. */
export const SAMPLE_MIN = 2;

/**
 * A day's sample of what one agent did: by chance, and the same whoever asks and whenever. The day, `2026-11-25`, is the
 * seed, so nobody can choose what is seen.
 */
export function sampleOf(day: string, ids: readonly string[], share: number): readonly string[] {
  const key = day.replaceAll(/\D/g, "").padStart(16, "0");
  const drawn = ids
    .map((id) => ({ id, at: keyedHash(key, id) }))
    .toSorted((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1));
  return drawn.slice(0, Math.max(SAMPLE_MIN, Math.ceil(ids.length * share))).map(({ id }) => id);
}
