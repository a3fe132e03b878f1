import { describe, expect, it } from "@jest/globals";

import { loadOf, outlookOf, type WholeLoad } from "../../../src/core/assignment/waiting/outlook.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";

/** Ten slots of five minutes: 120 an hour. */
const calm: WholeLoad = {
  slots: 10,
  slotMs: 5 * MINUTE,
  oldestMs: 0,
  publicAnHour: 40,
  othersAnHour: 60,
  boostMs: 5 * MINUTE,
  dueMs: 15 * MINUTE,
  publicSlots: 0,
  promote: undefined,
};
const busy = { ...calm, oldestMs: 25 * MINUTE, othersAnHour: 80 };

describe("which promise breaks first", () => {
  it("is none where all who come can be taken", () => {
    expect(outlookOf(calm)).toMatchObject({ carriesAnHour: 120, growsMs: 0, first: undefined });
  });

  it("is the public's, at once, with 40 mentions an hour on a queue of 25 minutes without slots or promotion", () => {
    expect(outlookOf(busy).first).toEqual({ promise: "public_due", inMs: 0 });
    expect(outlookOf(busy).publicDue.waitMs).toBe(20 * MINUTE);
  });

  it("is none with four reserved slots or one promotion in three, and the public's with one in four", () => {
    expect(outlookOf({ ...busy, publicSlots: 4 }).first).toBeUndefined();
    expect(outlookOf({ ...busy, promote: { leadMs: 3 * MINUTE, oneIn: 3 } }).first).toBeUndefined();
    expect(outlookOf({ ...busy, promote: { leadMs: 3 * MINUTE, oneIn: 4 } }).first).toEqual({
      promise: "public_due",
      inMs: 0,
    });
  });

  it("is the public's later where the queue grows to boost and limit together, and says in how long", () => {
    // 160 come, 120 can be taken: a quarter of each hour is added to the wait.
    const growing = { ...calm, othersAnHour: 120 };
    expect(outlookOf(growing)).toMatchObject({
      growsMs: HOUR / 4,
      first: { promise: "public_due", inMs: 80 * MINUTE },
    });
    expect(outlookOf({ ...growing, oldestMs: 10 * MINUTE }).first).toEqual({
      promise: "public_due",
      inMs: 40 * MINUTE,
    });
    expect(outlookOf({ ...growing, publicSlots: 4 }).first).toBeUndefined();
    expect(outlookOf({ ...growing, publicAnHour: 0, othersAnHour: 160 }).first).toBeUndefined();
  });

  it("is the others' where the public fits its slots but not the staff", () => {
    expect(outlookOf({ ...calm, publicAnHour: 130, publicSlots: 0 }).first?.promise).toBe("public_due");
    expect(outlookOf({ ...calm, slots: 0 })).toMatchObject({ carriesAnHour: 0, growsMs: HOUR });
  });
});

describe("a queue's load", () => {
  it("is what the last hour has shown, and five minutes a talk where none has ended", () => {
    const policy = { publicBoostMs: 1, publicSlots: 2, promote: undefined };
    const hour = { publicCame: 3, othersCame: 4, slotMs: undefined, slots: 5, oldestAt: 100 };
    expect(loadOf(hour, policy, 9, 160)).toMatchObject({
      slotMs: 5 * MINUTE,
      oldestMs: 60,
      slots: 5,
      dueMs: 9,
    });
    expect(loadOf({ ...hour, oldestAt: undefined }, policy, 9, 160)).toMatchObject({ oldestMs: 0 });
  });
});
