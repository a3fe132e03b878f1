/** Offsets of all zones are whole quarters, so all moments of a quarter of an hour fall on one day. */
const QUARTER_MS = 900_000;
const known = new Map<string, string>();
const formats = new Map<string, Intl.DateTimeFormat>();
/** A month of quarters; then it starts anew. */
const KNOWN_MAX = 3_000;

/** The day of a moment (milliseconds) in a time zone, as 2026-11-22. */
export function dayOf(at: number, zone: string): string {
  const name = `${Math.floor(at / QUARTER_MS)} ${zone}`;
  const found = known.get(name);
  if (found !== undefined) return found;
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
  formats.set(zone, format);
  if (known.size >= KNOWN_MAX) known.clear();
  const day = format.format(at);
  known.set(name, day);
  return day;
}
