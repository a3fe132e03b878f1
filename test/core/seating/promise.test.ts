import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { DAY, HOUR, type Instant, MINUTE } from "../../../src/core/kernel/instant.ts";
import { type Hours, isClockTime, promisedAt, sayPromise } from "../../../src/core/seating/promise.ts";

const hours: Hours = {
  open: "09:00",
  close: "21:00",
  zone: "Asia/Shanghai",
  answerMs: 60 * MINUTE,
  afterOpeningMs: 30 * MINUTE,
};
/** A wall clock in Shanghai, of 1 March 2026 and the days after. */
const on = (day: number, clock: string): Instant => Date.parse(`2026-03-0${day}T${clock}:00+08:00`);

const promised = (day: number, clock: string, change: Partial<Hours> = {}): Instant =>
  promisedAt(on(day, clock), { ...hours, ...change });

describe("promisedAt", () => {
  it.each([
    ["an hour later within the hours", "14:00", on(1, "15:00")],
    ["from the moment of opening on", "09:00", on(1, "10:00")],
    ["at closing at the latest", "20:00", on(1, "21:00")],
    ["in the morning where the hour would pass closing", "20:01", on(2, "09:30")],
    ["in the morning from closing on", "21:00", on(2, "09:30")],
    ["in the morning, at night", "23:40", on(2, "09:30")],
    ["the same morning, after midnight", "00:05", on(1, "09:30")],
    ["the same morning, up to opening", "08:59", on(1, "09:30")],
  ])("is %s", (_, clock, expected) => {
    expect(promised(1, clock)).toBe(expected);
  });

  it("knows hours that go over midnight, and a desk that never closes", () => {
    const night = { open: "18:00", close: "02:00" };
    expect(promised(1, "23:30", night)).toBe(on(2, "00:30"));
    expect(promised(1, "01:30", night)).toBe(on(1, "18:30"));
    expect(promised(1, "03:00", { open: "00:00", close: "00:00" })).toBe(on(1, "04:00"));
  });

  it("goes by the wall clock of the zone, over a change of its clocks, too", () => {
    const london = { zone: "Europe/London" };
    expect(promisedAt(Date.UTC(2026, 0, 10, 22), { ...hours, ...london })).toBe(Date.UTC(2026, 0, 11, 9, 30));
    // On 29 March 2026 London's clocks go forward an hour at one in the morning.
    expect(promisedAt(Date.UTC(2026, 2, 28, 22), { ...hours, ...london })).toBe(Date.UTC(2026, 2, 29, 8, 30));
  });

  it("is a full minute, later than now, within the hours or at their opening, and no more than a day away", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * DAY }), (ms) => {
        const at = on(1, "00:00") + ms;
        const promise = promisedAt(at, hours);
        expect(promise % MINUTE).toBe(0);
        expect(promise).toBeGreaterThan(at);
        expect(promise - at).toBeLessThanOrEqual(13 * HOUR + 31 * MINUTE);
        const clock = (promise + 8 * HOUR) % DAY;
        expect(clock).toBeGreaterThanOrEqual(9.5 * HOUR);
        expect(clock).toBeLessThanOrEqual(21 * HOUR);
      }),
    );
  });
});

describe("sayPromise", () => {
  const say = (promise: Instant, at: Instant): string => sayPromise(promise, at, "Asia/Shanghai");

  it("names the day as people do", () => {
    expect(say(on(1, "14:05"), on(1, "13:05"))).toBe("今天 14:05");
    expect(say(on(2, "09:30"), on(1, "23:59"))).toBe("明天 09:30");
    expect(say(on(2, "09:30"), on(2, "00:00"))).toBe("今天 09:30");
    expect(say(on(4, "09:30"), on(1, "23:40"))).toBe("3月4日 09:30");
  });
});

describe("the settings of the hours", () => {
  it("are clock times and zones that exist", () => {
    expect(["00:00", "09:00", "23:59"].filter((text) => !isClockTime(text))).toEqual([]);
    expect(["24:00", "9:00", "09:60", "0900", "", "09:00:00"].filter(isClockTime)).toEqual([]);
  });
});
