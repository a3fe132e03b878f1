import { DAY, HOUR, type Instant, MINUTE } from "../kernel/instant.ts";
import { offsetAt } from "../kernel/zone.ts";

/** When people answer, every day, by the wall clock of a zone. */
export type Hours = {
  /** "09:00". The same as `close`: round the clock. */
  readonly open: string;
  /** "21:00"; before `open` where the night is answered, too. */
  readonly close: string;
  /** IANA name: "Asia/Shanghai". */
  readonly zone: string;
  /** Within the hours a message that nobody is there for is answered after so long. */
  readonly answerMs: number;
  /** And so long after the next opening otherwise: the night's messages come all at once. */
  readonly afterOpeningMs: number;
};

/**
 * Until when a fan who writes while nobody is signed in is answered at the latest. Within the hours: after
 * `answerMs`, where that is not past closing. Otherwise `afterOpeningMs` after the next opening. To the full
 * minute, never earlier than it is told.
 */
export function promisedAt(at: Instant, hours: Hours): Instant {
  if (!isForNextOpening(at, hours)) return fullMinute(at + hours.answerMs);
  const toOpening = ahead(ofDay(hours.open) - sinceMidnight(at, hours.zone));
  const opening = at + toOpening;
  const clockChange = offsetAt(at, hours.zone) - offsetAt(opening, hours.zone);
  return fullMinute(opening + clockChange + hours.afterOpeningMs);
}

/** 隔夜: what is asked now is answered after the next opening only. */
export const isForNextOpening = (at: Instant, hours: Hours): boolean =>
  !isOpenAt(at, hours) || hours.answerMs > toClosing(at, hours);

/** How long it is until people answer no more; round the clock: for ever. */
export const toClosing = (
  at: Instant,
  { open, close, zone }: Pick<Hours, "open" | "close" | "zone">,
): number => (open === close ? Infinity : ahead(ofDay(close) - sinceMidnight(at, zone)));

/** Whether people answer at that moment: from the minute of opening up to, without, that of closing. */
export function isOpenAt(
  at: Instant,
  { open, close, zone }: Pick<Hours, "open" | "close" | "zone">,
): boolean {
  const now = sinceMidnight(at, zone);
  // Whoever closes next is open.
  return open === close || ahead(ofDay(close) - now) < ahead(ofDay(open) - now);
}

/** The promise in words: 今天 14:40, 明天 09:30, 10月3日 09:30. */
export function sayPromise(promised: Instant, at: Instant, zone: string): string {
  const there = new Date(promised + offsetAt(promised, zone));
  const days = dayOf(promised, zone) - dayOf(at, zone);
  const day = ["今天", "明天"][days] ?? `${there.getUTCMonth() + 1}月${there.getUTCDate()}日`;
  return `${day} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** "09:00", as the settings of the hours have it. */
export const isClockTime = (text: string): boolean => CLOCK.test(text);

/** "09:00" in ms since midnight. */
export const ofDay = (clock: string): number =>
  Number(clock.slice(0, 2)) * HOUR + Number(clock.slice(3)) * MINUTE;
/** Above 0, at most a day. */
const ahead = (ms: number): number => ((ms % DAY) + DAY) % DAY || DAY;
const fullMinute = (at: Instant): Instant => Math.ceil(at / MINUTE) * MINUTE;
const sinceMidnight = (at: Instant, zone: string): number => (at + offsetAt(at, zone)) % DAY;
const dayOf = (at: Instant, zone: string): number => Math.floor((at + offsetAt(at, zone)) / DAY);
const two = (value: number): string => String(value).padStart(2, "0");
