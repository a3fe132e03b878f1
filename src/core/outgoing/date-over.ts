import { type Instant } from "../kernel/instant.ts";
import { dayOfDate, offsetAt } from "../kernel/zone.ts";

/** A day by which something ends: 11月11日前, 截止到2026年11月11日, 活动到 11/11. */
const DEADLINE =
  /(?<lead>截止|截至|活动到|持续到|有效期[至到]|优惠到)?(?:[于到至为:：\s]*)(?:(?<year>20\d\d)\s*[年/.-]\s*)?(?<month>1[0-2]|0?[1-9])\s*[月/.-]\s*(?<day>3[01]|[12]\d|0?[1-9])\s*[日号]?(?<tail>之?前|以前|为止|截止|止|到期|结束)?/gu;
/** Of what ends then: an offer. That something was ordered before a day is no promise. */
const OFFERS = /[赠送折减券返惠]|活动|特价|包邮/u;

/** Words by which the text offers something until a day that is over; its own year, or that which is nearest. */
export function dateOverIn(text: string, at: Instant, zone: string): string | undefined {
  for (const sentence of text.split(/[。！？!?；;\n]/u)) {
    if (!OFFERS.test(sentence)) continue;
    for (const { 0: words, groups = {} } of sentence.matchAll(DEADLINE)) {
      const { lead, tail, year, month = "", day = "" } = groups;
      if (lead === undefined && tail === undefined) continue;
      const ended = endOf(month, day, year, at, zone);
      if (ended !== undefined && ended <= at) return words.trim();
    }
  }
  return undefined;
}

/** When that day ends; undefined where there is none, as of 2月30日. */
function endOf(
  month: string,
  day: string,
  year: string | undefined,
  at: Instant,
  zone: string,
): Instant | undefined {
  const now = new Date(at + offsetAt(at, zone)).getUTCFullYear();
  const years = year === undefined ? [now - 1, now, now + 1] : [Number(year)];
  const ends = years.flatMap((one) => {
    const date = `${one}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    const moment = new Date(`${date}T12:00:00Z`);
    if (Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== date) return [];
    return [dayOfDate(date, zone).until];
  });
  return ends.toSorted((one, other) => Math.abs(one - at) - Math.abs(other - at))[0];
}
