import { DAY, HOUR, type Instant, MINUTE } from "../../kernel/instant.ts";

/** What an account's interface allows, as data: pages and contracts differ, and change (protocols §4.3). */
export type SocialLimits = {
  readonly callsPerDay: number;
  readonly callsPerHour: number;
  readonly postsPerHour: number;
  /** Mentions are pushed to us by everybody, not only by trusted users. */
  readonly isPushed: boolean;
  /** How many calls one look costs: one for each list. */
  readonly callsPerLook: number;
};

const HOURS = 24;
/** Kept back for incidents, links and answers. */
const RESERVE = 0.2;
/** Spread evenly, whatever is expected: an hour without traffic is looked at, too. */
const EVEN = 0.4;
/** The platform's own advice is three to five minutes; in an incident we are quicker. */
export const LOOK_MS_MIN = 3 * MINUTE;
const INCIDENT_LOOK_MS_MIN = MINUTE;
/** A push makes us look, not more often than that: one look finds what many pushes name. */
const PUSHED_MS = LOOK_MS_MIN;
/** What a person needs at the least between seeing and answering. */
const ANSWER_MS_MIN = 5 * MINUTE;

/** How often each hour of the day, by the house's clock, is looked at: the pause between two looks, in ms. */
export type PollPlan = { readonly pauseMs: readonly number[]; readonly looksPerDay: number };

/** `expected`: mentions by hour of the day; all zero where nothing is known yet. */
export function pollPlan(limits: SocialLimits, expected: readonly number[]): PollPlan {
  const { callsPerDay, callsPerHour, callsPerLook } = limits;
  const looksPerDay = Math.max(1, Math.floor((callsPerDay * (1 - RESERVE)) / callsPerLook));
  const total = expected.reduce((sum, count) => sum + count, 0);
  const hourMax = Math.max(1, Math.floor(callsPerHour / callsPerLook));
  const pauseMs = Array.from({ length: HOURS }, (_, hour) => {
    const share = total === 0 ? 1 / HOURS : (expected[hour] ?? 0) / total;
    const looks = Math.min(looksPerDay * (EVEN / HOURS + (1 - EVEN) * share), hourMax);
    return Math.max(LOOK_MS_MIN, Math.ceil(HOUR / looks));
  });
  return { pauseMs, looksPerDay };
}

/** What an account can promise, and what stands in its way. */
export type Detection = {
  /** After so long at the latest a mention is with us, at the quietest hour. */
  readonly worstMs: number;
  /** And at the hour with the most looks. */
  readonly bestMs: number;
  readonly isReachable: boolean;
  readonly because: "pushed" | "polled_in_time" | "calls_per_day" | "calls_per_hour";
};

export function detectionOf(limits: SocialLimits, plan: PollPlan, promisedMs: number): Detection {
  const worst = Math.max(...plan.pauseMs);
  if (limits.isPushed) return { worstMs: PUSHED_MS, bestMs: PUSHED_MS, isReachable: true, because: "pushed" };
  const bestMs = Math.min(...plan.pauseMs);
  const isReachable = worst + ANSWER_MS_MIN <= promisedMs;
  const perHour = limits.callsPerHour * HOURS < limits.callsPerDay;
  const because = isReachable ? "polled_in_time" : perHour ? "calls_per_hour" : "calls_per_day";
  return { worstMs: worst, bestMs, isReachable, because };
}

export type Spent = { readonly today: number; readonly thisHour: number };

/**
 * When to look next. While an incident is open the reserve is spent, too. Never before the budget allows: what is used
 * up comes back with the hour, or with the day.
 * `hour`: of the day by the house's clock; `dayEndsAt`: the platform's midnight.
 */
export function nextLookAt(
  limits: SocialLimits,
  plan: PollPlan,
  now: {
    readonly at: Instant;
    readonly hour: number;
    readonly dayEndsAt: Instant;
    readonly spent: Spent;
    readonly isIncident: boolean;
  },
): Instant {
  const { at, hour, dayEndsAt, spent, isIncident } = now;
  const { callsPerLook } = limits;
  const today = isIncident ? limits.callsPerDay : Math.floor(limits.callsPerDay * (1 - RESERVE));
  const left = Math.floor((today - spent.today) / callsPerLook);
  if (left < 1) return dayEndsAt;
  if (spent.thisHour + callsPerLook > limits.callsPerHour) return at + HOUR - (at % HOUR);
  const planned = plan.pauseMs[hour] ?? LOOK_MS_MIN;
  if (!isIncident) return at + planned;
  // What is left has to last until the day ends.
  const evenly = Math.ceil(Math.min(dayEndsAt - at, DAY) / left);
  return at + Math.max(INCIDENT_LOOK_MS_MIN, Math.min(planned, evenly));
}
