const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const BEIJING_AHEAD_MS = 8 * HOUR;

/** How often the open API may be asked (protocols §4.3; the pages of other years know other numbers). */
export type OpenLimits = {
  /** Of one user through one application. */
  readonly callsPerDay: number;
  readonly callsPerHour: number;
  readonly callsPerHourOfIp: number;
  /** Posts and comments of one user. */
  readonly postsPerHour: number;
  /** Two of them stand at least so far apart. */
  readonly postsApartMs: number;
  /** How long the same text, or one that differs by marks alone, is refused. */
  readonly sameTextMs: number;
};

export const OPEN_LIMITS: OpenLimits = {
  callsPerDay: 100,
  callsPerHour: Infinity,
  callsPerHourOfIp: 15_000,
  postsPerHour: 30,
  postsApartMs: 1_000,
  sameTextMs: HOUR,
};

/** What was used of them, in the hour and in the day that they belong to. */
export type Usage = {
  readonly day: number;
  readonly callsOfDay: number;
  readonly hour: number;
  readonly callsOfHour: number;
  readonly postsOfHour: number;
};

export const UNUSED: Usage = { day: 0, callsOfDay: 0, hour: 0, callsOfHour: 0, postsOfHour: 0 };

/** Days end at midnight in Beijing, hours everywhere alike. */
export function usageAt(usage: Usage, at: number): Usage {
  const day = Math.floor((at + BEIJING_AHEAD_MS) / DAY);
  const hour = Math.floor(at / HOUR);
  return {
    day,
    callsOfDay: usage.day === day ? usage.callsOfDay : 0,
    hour,
    callsOfHour: usage.hour === hour ? usage.callsOfHour : 0,
    postsOfHour: usage.hour === hour ? usage.postsOfHour : 0,
  };
}

/** One more call, or the code that refuses it. A refused one counts for nothing. */
export function countCall(usage: Usage, limits: OpenLimits): Usage | 10_023 {
  if (usage.callsOfDay >= limits.callsPerDay || usage.callsOfHour >= limits.callsPerHour) return 10_023;
  return { ...usage, callsOfDay: usage.callsOfDay + 1, callsOfHour: usage.callsOfHour + 1 };
}

/** GET account/rate_limit_status: in the unit that is the tighter one. */
export function rateShape(given: Usage, limits: OpenLimits, ofIp: number, at: number) {
  const usage = usageAt(given, at);
  const byHour = limits.callsPerHour < limits.callsPerDay;
  const [limit, used] = byHour
    ? [limits.callsPerHour, usage.callsOfHour]
    : [limits.callsPerDay, usage.callsOfDay];
  const reset = byHour ? (usage.hour + 1) * HOUR : (usage.day + 1) * DAY - BEIJING_AHEAD_MS;
  return {
    ip_limit: limits.callsPerHourOfIp,
    limit_time_unit: byHour ? "HOURS" : "DAYS",
    remaining_ip_hits: Math.max(0, limits.callsPerHourOfIp - ofIp),
    remaining_user_hits: Math.max(0, limit - used),
    reset_time: new Date(reset + BEIJING_AHEAD_MS).toISOString().slice(0, 19).replace("T", " "),
    reset_time_in_seconds: Math.ceil((reset - at) / 1_000),
    user_limit: limit,
    api_rate_limits: ["/comments/create", "/comments/reply"].map((api) => ({
      api,
      limit: limits.postsPerHour,
      limit_time_unit: "HOURS",
      remaining_hits: Math.max(0, limits.postsPerHour - usage.postsOfHour),
    })),
  };
}
