import { DAY, type Instant } from "../kernel/instant.ts";
import { offsetAt } from "../kernel/zone.ts";
import { type Hours, ofDay } from "./promise.ts";

type Opening = Pick<Hours, "open" | "close" | "zone">;

/** How much of the time between two moments people answer, in ms. An hour that the clocks skip between them counts. */
export function openMs(from: Instant, to: Instant, hours: Opening): number {
  const offset = offsetAt(from, hours.zone);
  return Math.max(0, openUntil(to + offset, hours) - openUntil(from + offset, hours));
}

/** How long people answer on each day, in ms. */
export const openMsOfDay = (hours: Opening): number => openUntil(DAY, hours);

/** Since midnight of the first day. */
function openUntil(local: number, { open, close }: Opening): number {
  const [opens, closes] = [ofDay(open), ofDay(close)];
  const days = Math.floor(local / DAY);
  const ofThisDay = local - days * DAY;
  const between = (start: number, end: number): number =>
    Math.min(Math.max(ofThisDay - start, 0), end - start);
  if (opens < closes) return days * (closes - opens) + between(opens, closes);
  // Over midnight; or round the clock, where both are the same.
  return days * (DAY - opens + closes) + between(0, closes) + between(opens, DAY);
}
