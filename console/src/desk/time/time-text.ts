import { computed } from "vue";

import { zone } from "../../parts/zone.ts";
import { language } from "../../text/index.ts";
import { dayOf } from "./day.ts";
import { now } from "./clock.ts";

/** Changes once a day: what asks for it is not drawn anew each second. */
const today = computed(() => dayOf(now.value, zone.value));

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const inLanguage = language.value;
  const key = `${inLanguage} ${name} ${zone.value}`;
  const found = formats.get(key) ?? new Intl.DateTimeFormat(inLanguage, { timeZone: zone.value, ...options });
  formats.set(key, found);
  return found;
}

const time = (at: number): string =>
  format("time", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
const day = (at: number): string => format("day", { month: "numeric", day: "numeric" }).format(at);

/** 14:05 today, else the day: 11/21. */
export const clockOf = (at: number): string => (dayOf(at, zone.value) === today.value ? time(at) : day(at));

/** 14:05, whatever the day. */
export const timeOf = time;

/** 11/21 14:05, without the day where that is today. */
export const momentOf = (at: number): string =>
  dayOf(at, zone.value) === today.value ? time(at) : `${day(at)} ${time(at)}`;

/** 11月22日 星期日. */
export const dayWords = (at: number): string =>
  format("words", { month: "long", day: "numeric", weekday: "long" }).format(at);

/** Everything, with the zone: what hovering tells. */
export const fullMoment = (at: number): string =>
  format("full", { dateStyle: "full", timeStyle: "long" }).format(at);
