import { attainedOf, FATES, type Fate } from "../../../../src/core/social/report/attained.ts";
import type { Answer } from "../../api/endpoints.ts";

export type AttainedDay = Answer<"GET /social/attained">["days"][number];
export type Minutes = AttainedDay["limits"][number]["minutes"];
export type FateCounts = Readonly<Record<Fate, number>>;

const DAY_MS = 86_400_000;
const NONE: FateCounts = { within: 0, late: 0, unreachable: 0, open: 0 };

/** What became of a line's requests by one limit. */
export const countsOf = (day: AttainedDay, minutes: Minutes): FateCounts =>
  day.limits.find((one) => one.minutes === minutes) ?? NONE;

export const sumOf = (all: readonly FateCounts[]): FateCounts =>
  all.reduce<FateCounts>(
    (sum, one) => ({
      within: sum.within + one.within,
      late: sum.late + one.late,
      unreachable: sum.unreachable + one.unreachable,
      open: sum.open + one.open,
    }),
    NONE,
  );

/** One day of the picture, all accounts together. */
export type Column = { readonly at: number; readonly counts: FateCounts; readonly total: number };

/** The last days, oldest first, also those on which nothing was asked. `dayOf` names the day of a moment. */
export function columnsOf(
  days: readonly AttainedDay[],
  minutes: Minutes,
  span: { readonly days: number; readonly now: number },
  dayOf: (at: number) => string,
): readonly Column[] {
  const byDay = new Map<string, FateCounts[]>();
  for (const day of days) {
    const name = dayOf(Date.parse(day.from));
    byDay.set(name, [...(byDay.get(name) ?? []), countsOf(day, minutes)]);
  }
  return Array.from({ length: span.days }, (_, n) => {
    const at = span.now - (span.days - 1 - n) * DAY_MS;
    const counts = sumOf(byDay.get(dayOf(at)) ?? []);
    return { at, counts, total: FATES.reduce((sum, fate) => sum + counts[fate], 0) };
  });
}

/** In whole per cent, never rounded up to all; none where nothing is over. */
export function percentOf(counts: FateCounts): string {
  const part = attainedOf(counts);
  return part === undefined ? "–" : `${Math.floor(part * 100)}%`;
}
