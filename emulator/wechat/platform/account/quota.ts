import type { Room } from "../keep/room.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const BEIJING_AHEAD_MS = 8 * 60 * MINUTE;

/** Of one path: calls a day and a minute. The real numbers differ by account; a fault can make any of them small. */
const USUAL = { perDay: 500_000, perMinute: 12_000 } as const;
const CLEARS_PER_MONTH_MAX = 10;

/** What was spent in the day and in the minute, by path. */
export type Spent = {
  readonly day: number;
  readonly ofDay: Readonly<Record<string, number>>;
  readonly minute: number;
  readonly ofMinute: Readonly<Record<string, number>>;
  /** When the counts were set back by hand, this month. */
  readonly clears: readonly number[];
};

export const UNSPENT: Spent = { day: 0, ofDay: {}, minute: 0, ofMinute: {}, clears: [] };

const dayOf = (at: number): number => Math.floor((at + BEIJING_AHEAD_MS) / DAY);
const monthOf = (at: number): string => new Date(at + BEIJING_AHEAD_MS).toISOString().slice(0, 7);

function spentAt(spent: Spent, at: number): Spent {
  const [day, minute] = [dayOf(at), Math.floor(at / MINUTE)];
  return {
    day,
    ofDay: spent.day === day ? spent.ofDay : {},
    minute,
    ofMinute: spent.minute === minute ? spent.ofMinute : {},
    clears: spent.clears.filter((one) => monthOf(one) === monthOf(at)),
  };
}

/** Counts one more call of the path; the code where there is no room for it (protocols §1.20). */
export function overQuota(room: Room, path: string, at: number): 45_009 | 45_011 | undefined {
  const { perDay, perMinute } = { ...USUAL, ...room.account.quota };
  const spent = spentAt(room.spent, at);
  const [today, now] = [spent.ofDay[path] ?? 0, spent.ofMinute[path] ?? 0];
  room.spent = spent;
  if (path === CLEAR) return undefined;
  if (today >= perDay) return 45_009;
  if (now >= perMinute) return 45_011;
  room.spent = {
    ...spent,
    ofDay: { ...spent.ofDay, [path]: today + 1 },
    ofMinute: { ...spent.ofMinute, [path]: now + 1 },
  };
  return undefined;
}

export const CLEAR = "/cgi-bin/clear_quota";

/** Sets all counts back; false where that was done too often this month. */
export function clearQuota(room: Room, at: number): boolean {
  const { clears } = spentAt(room.spent, at);
  if (clears.length >= CLEARS_PER_MONTH_MAX) return false;
  room.spent = { ...UNSPENT, clears: [...clears, at] };
  return true;
}
