import { HOUR, type Instant, MINUTE } from "../kernel/instant.ts";
import { endOfDay, startOfDay } from "../kernel/zone.ts";

/**
 * 临时支援 (days, G30): how what a helper writes leaves: as she likes; only in the house's canned words; or after somebody who
 * leads the queue has looked at it.
 */
export const SENDINGS = ["free", "canned", "reviewed"] as const;
export type Sending = (typeof SENDINGS)[number];

/** Shorter is over before she sits; longer is no day any more, but another membership. */
const HELP_MS_MIN = 5 * MINUTE;
export const HELP_HOURS_MAX = 24;

/** When it ends where nobody says: with the day on the house's clock, or the next one where that is nearly over. */
export function usualEnd(at: Instant, zone: string): Instant {
  const end = endOfDay(startOfDay(at, zone), zone);
  return end - at < HELP_MS_MIN ? endOfDay(end, zone) : end;
}

export const isHelpTime = (at: Instant, endsAt: Instant): boolean =>
  endsAt - at >= HELP_MS_MIN && endsAt - at <= (HELP_HOURS_MAX + 1) * HOUR;

const HOLE = /\{\{[^{}\n]*\}\}/;
/** An order's number, a name, a day: no sentence. */
export const FILLED_MAX = 40;

/**
 * Whether words are those of a canned reply, with something short and without a line break or an address of the web in each of
 * its holes (`{{订单号}}`). Once over the text for each hole, whatever they are: of all places where the piece before may have
 * ended the nearest leaves the least to be filled in.
 */
export function isAsPublished(body: string, words: string): boolean {
  const [first = "", ...pieces] = body.trim().split(HOLE);
  if (pieces.length === 0) return words === first;
  if (!words.startsWith(first)) return false;
  let ends: ReadonlySet<number> = new Set([first.length]);
  for (const piece of pieces) {
    const next = new Set<number>();
    let nearest = -Infinity;
    for (let from = 1; from <= words.length; from += 1) {
      if (ends.has(from - 1)) nearest = from - 1;
      if (from - nearest > FILLED_MAX || !words.startsWith(piece, from)) continue;
      if (isFilling(words.slice(nearest, from))) next.add(from + piece.length);
    }
    ends = next;
  }
  return ends.has(words.length);
}

const isFilling = (filled: string): boolean => !/\n|:\/\/|www\./i.test(filled);
