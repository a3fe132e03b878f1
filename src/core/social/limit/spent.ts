import { DAY, HOUR, type Instant } from "../../kernel/instant.ts";
import { startOfDay } from "../../kernel/zone.ts";

/** Where the platform's days begin. */
const ZONE = "Asia/Shanghai";

/** Calls that an account has spent: of which day, of which hour. */
export type SpentCalls = {
  readonly dayAt: Instant;
  readonly today: number;
  readonly hourAt: Instant;
  readonly thisHour: number;
};

export function spentAt(spent: SpentCalls, at: Instant): SpentCalls {
  const [dayAt, hourAt] = [startOfDay(at, ZONE), at - (at % HOUR)];
  return {
    dayAt,
    today: spent.dayAt === dayAt ? spent.today : 0,
    hourAt,
    thisHour: spent.hourAt === hourAt ? spent.thisHour : 0,
  };
}

export function spend(spent: SpentCalls, calls: number, at: Instant): SpentCalls {
  const now = spentAt(spent, at);
  return { ...now, today: now.today + calls, thisHour: now.thisHour + calls };
}

/** When the day that `at` is in ends there, and which of its hours it is. */
export function dayOf(at: Instant): { readonly endsAt: Instant; readonly hour: number } {
  const began = startOfDay(at, ZONE);
  return { endsAt: startOfDay(began + DAY + HOUR, ZONE), hour: Math.floor((at - began) / HOUR) % 24 };
}
