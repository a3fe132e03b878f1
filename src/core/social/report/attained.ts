import { MINUTE, type Instant } from "../../kernel/instant.ts";

/** Within so many minutes of a post: what the house promises, and what it would have kept with more time. */
export const LIMITS_MINUTES = [15, 30, 60] as const;
export type LimitMinutes = (typeof LIMITS_MINUTES)[number];
export const limitMs = (minutes: LimitMinutes): number => minutes * MINUTE;

/**
 * What has become of a request by one limit. within: a person's answer was accepted in time. open: there is time left.
 * unreachable: the limit was over before we knew of the post, nobody could have kept it. late: everything else (days, G2).
 */
export const FATES = ["within", "late", "unreachable", "open"] as const;
export type Fate = (typeof FATES)[number];

export type Asked = {
  readonly postedAt: Instant;
  readonly detectedAt: Instant;
  readonly answeredAt?: Instant | undefined;
};

/** By the platform's clock, from the post's own moment; the limit itself is still in time. */
export function fateOf({ postedAt, detectedAt, answeredAt }: Asked, limit: number, now: Instant): Fate {
  const until = answeredAt ?? now;
  if (until - postedAt <= limit) return answeredAt === undefined ? "open" : "within";
  return detectedAt - postedAt > limit ? "unreachable" : "late";
}

/** The part of those whose time is over that was answered within it; undefined of none. */
export function attainedOf(counts: Readonly<Record<Fate, number>>): number | undefined {
  const over = counts.within + counts.late + counts.unreachable;
  return over === 0 ? undefined : counts.within / over;
}
