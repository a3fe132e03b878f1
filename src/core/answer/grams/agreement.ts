import type { GramIndex } from "./gram-index.ts";
import { at, weightAt } from "./lists.ts";

/**
 * The best agreement (0..1) of a phrasing of `entry` with the query, if above `floor`, else `floor`. `weight` is what
 * the entry knows of the query: no phrasing can share more, so most are passed over unread.
 */
export type Agreement = (entry: number, weight: number, queryWeight: number, floor: number) => number;

/** `asked`: gram → its weight where the query has it. */
export function createAgreement(index: GramIndex, asked: Float64Array): Agreement {
  const { firstPhrasing, phrasingWeights } = index;
  const { offsets, members } = index.phrasings;

  return (entry, weight, queryWeight, floor) => {
    const endPhrasing = at(firstPhrasing, entry + 1);
    let best = floor;
    for (let phrasing = at(firstPhrasing, entry); phrasing < endPhrasing; phrasing += 1) {
      const own = weightAt(phrasingWeights, phrasing);
      const both = queryWeight + own;
      if (2 * Math.min(weight, own) <= best * both) continue;
      let shared = 0;
      const end = at(offsets, phrasing + 1);
      for (let place = at(offsets, phrasing); place < end; place += 1)
        shared += weightAt(asked, at(members, place));
      best = Math.max(best, (2 * shared) / both);
    }
    return best;
  };
}
