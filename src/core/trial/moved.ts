import type { Entry } from "../knowledge/entry.ts";
import type { Instant } from "../kernel/instant.ts";
import { entryOn, type Writing } from "../knowledge/writing.ts";

/** What of an entry decides which questions it answers: a changed answer moves none. */
export const matchedBy = ({ title, phrasings, accountIds, validFrom, validUntil }: Writing): string =>
  JSON.stringify([title, phrasings, accountIds.toSorted(), validFrom, validUntil]);

type Tried = { readonly entryId: string; readonly writing: Writing };

/** The same of what is tried out together, in whatever order. */
export function matchedByAll(tried: readonly Tried[]): string {
  const [one, ...others] = tried;
  if (one !== undefined && others.length === 0) return matchedBy(one.writing);
  const words = tried.map(({ entryId, writing }) => [entryId, matchedBy(writing)] as const);
  return JSON.stringify(words.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What would answer for an account if these were published. */
export const entriesWith = (
  entries: readonly Entry[],
  tried: readonly Tried[],
  where: { readonly platform: string; readonly at: Instant },
): readonly Entry[] => tried.reduce((all, one) => withOne(all, one, where), entries);

function withOne(
  entries: readonly Entry[],
  { entryId, writing }: Tried,
  { platform, at }: { readonly platform: string; readonly at: Instant },
): readonly Entry[] {
  const was = entries.find(({ id }) => id === entryId);
  const rest = entries.filter((entry) => entry !== was);
  const { validFrom, validUntil, title, phrasings, answer, variants } = writing;
  if ((validFrom ?? at) > at || (validUntil ?? Infinity) <= at) return rest;
  const one = { id: entryId, version: (was?.version ?? 0) + 1, key: was?.key ?? `entry-${entryId}` };
  return [...rest, entryOn(platform, { ...one, title, phrasings, answer, variants })];
}
