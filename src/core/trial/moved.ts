import type { Entry } from "../knowledge/entry.ts";
import type { Instant } from "../kernel/instant.ts";
import { entryOn, type Writing } from "../knowledge/writing.ts";

/** What of an entry decides which questions it answers: a changed answer moves none. */
export const matchedBy = ({ title, phrasings, accountIds, validFrom, validUntil }: Writing): string =>
  JSON.stringify([title, phrasings, accountIds.toSorted(), validFrom, validUntil]);

/** What would answer for an account if this were published. */
export function entriesWith(
  entries: readonly Entry[],
  { entryId, writing }: { readonly entryId: string; readonly writing: Writing },
  { platform, at }: { readonly platform: string; readonly at: Instant },
): readonly Entry[] {
  const was = entries.find(({ id }) => id === entryId);
  const rest = entries.filter((entry) => entry !== was);
  const { validFrom, validUntil, title, phrasings, answer, variants } = writing;
  if ((validFrom ?? at) > at || (validUntil ?? Infinity) <= at) return rest;
  const one = { id: entryId, version: (was?.version ?? 0) + 1, key: was?.key ?? `entry-${entryId}` };
  return [...rest, entryOn(platform, { ...one, title, phrasings, answer, variants })];
}
