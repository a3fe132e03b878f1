import { DAY, HOUR, type Instant, MINUTE } from "./instant.ts";

/** Time zones by their IANA names: "Asia/Shanghai". */

export function isZone(name: string): boolean {
  try {
    offsetAt(0, name);
    return true;
  } catch {
    return false;
  }
}

/** When the zone's day of this moment began: at its midnight, or after it where the clocks skip that. */
export function startOfDay(at: Instant, zone: string): Instant {
  const midnight = Math.floor((at + offsetAt(at, zone)) / DAY) * DAY;
  const near = midnight - offsetAt(at, zone);
  return midnight - offsetAt(near, zone);
}

/** When the zone's day ends that began then: where clocks change it is an hour longer or shorter. */
export const endOfDay = (began: Instant, zone: string): Instant => startOfDay(began + DAY + HOUR, zone);

/** The zone's day of that date, `2026-11-25`. */
export function dayOfDate(date: string, zone: string): { readonly from: Instant; readonly until: Instant } {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const from = startOfDay(noon - offsetAt(noon, zone), zone);
  return { from, until: endOfDay(from, zone) };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the zone's clocks are ahead of UTC, in ms. */
export function offsetAt(at: Instant, zone: string): number {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset", year: "numeric" });
  formats.set(zone, format);
  const name = format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /^GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}
