import type { Instant } from "../kernel/instant.ts";

/** The moments of one promise: hers, ours, and when a person's answer was accepted. */
export type Kept = {
  readonly postedAt: Instant;
  readonly detectedAt: Instant;
  readonly answeredAt?: Instant | undefined;
};

/**
 * What has become of a promise by now. Who answers has the promised time from when she could see it: within that, a
 * breach is found_late, the channel's failure; beyond it answered_late (days, G2).
 */
export type Attainment = "open" | "kept" | "found_late" | "answered_late";

export function attainmentOf(
  { postedAt, detectedAt, answeredAt }: Kept,
  promisedMs: number,
  now: Instant,
): Attainment {
  const until = answeredAt ?? now;
  if (until <= postedAt + promisedMs) return answeredAt === undefined ? "open" : "kept";
  return until - Math.max(detectedAt, postedAt) > promisedMs ? "answered_late" : "found_late";
}
