import { type Instant, SECOND } from "../kernel/instant.ts";

/**
 * Calls that a platform may be asked about an account's fans: a few at once, for whom a person waits, then two a
 * second. Whoever brings along a million fans is told of them in hours, and neither the platform's quota of the day
 * nor the fans who write meanwhile notice.
 */
export type Pace = { readonly left: number; readonly at: Instant };

const CALLS_MAX = 40;
const CALL_EVERY_MS = SECOND / 2;

export const fullPace = (at: Instant): Pace => ({ left: CALLS_MAX, at });

export function paceAt({ left, at }: Pace, now: Instant): Pace {
  const grown = Math.floor(Math.max(0, now - at) / CALL_EVERY_MS);
  if (left + grown >= CALLS_MAX) return fullPace(now);
  return { left: left + grown, at: at + grown * CALL_EVERY_MS };
}
