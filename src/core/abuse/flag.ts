import { DAY, type Instant } from "../kernel/instant.ts";

/** Why a leader takes a flag away: a word of a list, so that nothing is written about the customer. */
export const LIFT_REASONS = ["no_abuse", "our_fault", "apologised", "someone_else"] as const;
export type LiftReason = (typeof LIFT_REASONS)[number];

/** Who was met `after` times within `days` days is flagged for `lasts` days from the last of them (days, G26). */
export type FlagRule = { readonly after: number; readonly days: number; readonly lasts: number };

/** 曾多次辱骂: so many incidents, and until when it is said. */
export type Flag = { readonly times: number; readonly until: Instant };

/**
 * Whether a customer counts as a repeat offender at this moment, by her incidents alone, in any order. What came
 * before `liftedAt` counts no more.
 */
export function flagOf(
  incidents: readonly Instant[],
  liftedAt: Instant | undefined,
  { after, days, lasts }: FlagRule,
  at: Instant,
): Flag | undefined {
  const counted = incidents.filter((one) => one <= at && (liftedAt === undefined || one > liftedAt));
  return counted
    .map((last) => ({
      times: counted.filter((one) => one <= last && one > last - days * DAY).length,
      until: last + lasts * DAY,
    }))
    .filter(({ times, until }) => times >= Math.max(1, after) && until > at)
    .toSorted((one, other) => other.until - one.until || other.times - one.times)[0];
}
