import { DAY, type Instant, MINUTE } from "../kernel/instant.ts";
import type { Hours } from "../seating/promise.ts";
import { openMs, openMsOfDay } from "../seating/open-ms.ts";

/** An account's usual traffic is that of so long. */
export const USUAL_MS = 7 * DAY;
/** Nobody needs to count further: with so many the shortest limit holds. */
export const USUAL_MAX = 15_000;

/**
 * Silence is unusual when it lasts so many average gaps, and never sooner than the minimum. In slow hours traffic is
 * some five times thinner than on average: there that is eight gaps, which chance alone makes once in three thousand.
 */
const GAPS = 40;
const LIMIT_MS_MIN = 30 * MINUTE;

export type WatchedAccount = {
  /** null: by its own traffic; 0: it is not watched. */
  readonly minutes: number | null;
  /** It is known as silent since this last message. */
  readonly silentSince: Instant | null;
  readonly createdAt: Instant;
  /** What its platform brought last; undefined where nothing ever came. */
  readonly lastAt: Instant | undefined;
  /** Messages within `USUAL_MS`, counted up to `USUAL_MAX`. */
  readonly usual: number;
  readonly hours: Pick<Hours, "open" | "close" | "zone">;
};

/**
 * Since when nothing has come from an account's platform, where that is for longer than expected; undefined: all is
 * well, or nobody can tell. Only service hours count, so it begins in them. It ends with the next message, not because
 * a week without any makes silence usual.
 */
export function silentSince(account: WatchedAccount, at: Instant): Instant | undefined {
  const { silentSince: known, createdAt, lastAt, hours } = account;
  if (account.minutes === 0) return undefined;
  if (known !== null && (lastAt === undefined || lastAt <= known)) return known;
  const limitMs = silenceLimitMs(account, at);
  const since = lastAt ?? createdAt;
  return limitMs !== undefined && openMs(since, at, hours) >= limitMs ? since : undefined;
}

/** How much silence within service hours is too much, in ms; undefined where so little comes that nobody can tell. */
export function silenceLimitMs(
  { minutes, createdAt, usual, hours }: WatchedAccount,
  at: Instant,
): number | undefined {
  if (minutes !== null) return minutes === 0 ? undefined : minutes * MINUTE;
  const openedMs = openMs(Math.max(createdAt, at - USUAL_MS), at, hours);
  const limitMs = Math.max(LIMIT_MS_MIN, (GAPS * openedMs) / usual);
  return usual > 0 && limitMs <= openMsOfDay(hours) ? limitMs : undefined;
}
