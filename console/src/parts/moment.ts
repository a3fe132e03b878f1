import { language } from "../text/index.ts";
import { zone } from "./zone.ts";

const STYLES = {
  full: {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  },
  short: { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" },
  day: { year: "numeric", month: "2-digit", day: "2-digit" },
  clock: { hour: "2-digit", minute: "2-digit" },
} as const satisfies Readonly<Record<string, Intl.DateTimeFormatOptions>>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment on the house's clock, in the language of the page. `at`: ISO or milliseconds. */
export function moment(at: string | number, style: keyof typeof STYLES = "short"): string {
  const inLanguage = language.value;
  const key = `${inLanguage} ${style} ${zone.value}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(inLanguage === "en" ? "en-GB" : inLanguage, {
      ...STYLES[style],
      hourCycle: "h23",
      timeZone: zone.value,
    });
  formats.set(key, format);
  return format.format(new Date(at));
}
