import type { Instant } from "seatbridge/kit";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const SHAPE =
  /^[A-Z][a-z]{2} ([A-Z][a-z]{2}) ([0-9]{1,2}) ([0-9]{2}):([0-9]{2}):([0-9]{2}) ([+-])([0-9]{2})([0-9]{2}) ([0-9]{4})$/;
const MINUTE_MS = 60_000;

/** `Mon Jul 16 18:09:20 +0800 2012`: the offset stands before the year, so no built-in reader may be trusted with it. */
export function readCreatedAt(text: string): Instant | undefined {
  const parts = SHAPE.exec(text);
  if (parts === null) return undefined;
  const [, month = "", day, hour, minute, second, sign, offsetHours, offsetMinutes, year] = parts;
  const index = MONTHS.indexOf(month);
  if (index === -1) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === "-" ? -1 : 1);
  const local = Date.UTC(Number(year), index, Number(day), Number(hour), Number(minute), Number(second));
  return local - offset * MINUTE_MS;
}
