import { describe, expect, it } from "@jest/globals";
import { toldMinutes, waitMs } from "../../../src/core/assignment/waiting/estimate.ts";
import { type Load, promisesAt } from "../../../src/core/assignment/waiting/promises.ts";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";

/** Ten slots of five minutes: 120 an hour. */
const busy: Load = {
  slots: 10,
  slotMs: 5 * MINUTE,
  oldestMs: 25 * MINUTE,
  publicAnHour: 40,
  boostMs: 5 * MINUTE,
  dueMs: 15 * MINUTE,
  publicSlots: 0,
  promote: undefined,
};

describe("both promises of a queue, at a load", () => {
  it("a queue of 25 minutes breaks the public's by its boost alone: a mention waits 20", () => {
    const { publicDue, othersBound, breaksFirst } = promisesAt(busy);
    expect(publicDue).toEqual({ holds: false, waitMs: 20 * MINUTE, breaksAtAnHour: 0 });
    expect(othersBound).toEqual({ holds: true, delayMs: 5 * MINUTE, breaksAtAnHour: 120 });
    expect(breaksFirst).toBe("public_due");
  });

  it("one in three for those at 12 minutes carries 40 mentions an hour, and not one more", () => {
    const promote = { leadMs: 3 * MINUTE, oneIn: 3 };
    const { publicDue, othersBound } = promisesAt({ ...busy, promote });
    expect(publicDue).toEqual({ holds: true, waitMs: 13.5 * MINUTE, breaksAtAnHour: 40 });
    expect(othersBound).toMatchObject({ holds: true, delayMs: 7.5 * MINUTE });
    expect(promisesAt({ ...busy, promote, publicAnHour: 41 }).publicDue.holds).toBe(false);
  });

  it("reserved slots carry what they hold, at once", () => {
    expect(promisesAt({ ...busy, publicSlots: 4 }).publicDue).toEqual({
      holds: true,
      waitMs: 0,
      breaksAtAnHour: 48,
    });
  });

  it("in a young queue both hold until the public alone is more than the staff", () => {
    const young = { ...busy, oldestMs: 4 * MINUTE };
    expect(promisesAt(young).publicDue).toMatchObject({ holds: true, waitMs: 0 });
    const flood = promisesAt({ ...young, publicAnHour: 130 });
    expect([flood.publicDue.holds, flood.othersBound.holds]).toEqual([false, false]);
  });
});

describe("place and estimated wait", () => {
  it("is place times slot time by slots, nothing where a slot is free, unknown without anybody", () => {
    const given = { place: 3, slots: 6, slotMs: 300 * SECOND, isFree: false };
    expect(waitMs(given)).toBe(150 * SECOND);
    expect(waitMs({ ...given, isFree: true })).toBe(0);
    expect(waitMs({ ...given, slots: 0 })).toBeUndefined();
  });

  it.each([
    [0, 1],
    [150 * SECOND, 3],
    [3 * MINUTE, 3],
    [11 * MINUTE, 15],
    [30 * MINUTE, 30],
    [31 * MINUTE, undefined],
  ])("%s ms is told as about %s minutes", (wait, told) => expect(toldMinutes(wait)).toBe(told));
});
