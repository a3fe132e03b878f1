const DAY_MS = 86_400_000;

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  }).formatToParts(at);
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(
    value("year"),
    value("month") - 1,
    value("day"),
    value("hour"),
    value("minute"),
    value("second"),
  );
  return shown - Math.floor(at / 1_000) * 1_000;
}

/** A moment as a field for date and time shows it, in a zone: 2026-11-27T10:00. */
export const toField = (at: number | null, zone: string): string =>
  at === null ? "" : new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);

/** The moment that such a field means; null where it is empty. */
export function fromField(field: string, zone: string): number | null {
  const asUtc = Date.parse(`${field}:00Z`);
  if (Number.isNaN(asUtc)) return null;
  // Once more with the offset of the moment itself: around a change of the clock it is another.
  const near = asUtc - offsetAt(asUtc, zone);
  return asUtc - offsetAt(near, zone);
}

/** An hour of the day so many days from now, in a zone. */
export function dayHour(now: number, days: number, hour: number, zone: string): number {
  const day = toField(now + days * DAY_MS, zone).slice(0, 10);
  return fromField(`${day}T${String(hour).padStart(2, "0")}:00`, zone) ?? now;
}
