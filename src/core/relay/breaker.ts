import type { Instant } from "../kernel/instant.ts";

/** After so many failures in a row a server is left alone for a while. */
const FAILURES_MAX = 5;
const OPEN_MS_MIN = 5_000;
const OPEN_MS_MAX = 60_000;

/**
 * Whether one server of somebody else's is asked at all. closed: it is. open: it has failed too often and is not
 * asked before `until`; then one call tries it, and its outcome decides.
 */
export type Breaker =
  | { readonly kind: "closed"; readonly failures: number }
  | { readonly kind: "open"; readonly until: Instant; readonly forMs: number; readonly trying: boolean };

export const CLOSED: Breaker = { kind: "closed", failures: 0 };

/** Whether it may be asked now, and the breaker once it is. */
export function admitted(
  breaker: Breaker,
  at: Instant,
): { readonly may: boolean; readonly breaker: Breaker } {
  if (breaker.kind === "closed") return { may: true, breaker };
  if (breaker.trying || at < breaker.until) return { may: false, breaker };
  return { may: true, breaker: { ...breaker, trying: true } };
}

export function settled(breaker: Breaker, ok: boolean, at: Instant): Breaker {
  if (ok) return CLOSED;
  if (breaker.kind === "open") {
    // Calls from before it opened come in late, and are no try.
    if (!breaker.trying) return breaker;
    const forMs = Math.min(breaker.forMs * 2, OPEN_MS_MAX);
    return { kind: "open", until: at + forMs, forMs, trying: false };
  }
  const failures = breaker.failures + 1;
  return failures < FAILURES_MAX
    ? { kind: "closed", failures }
    : { kind: "open", until: at + OPEN_MS_MIN, forMs: OPEN_MS_MIN, trying: false };
}
