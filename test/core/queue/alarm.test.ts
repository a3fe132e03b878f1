import { describe, expect, it } from "@jest/globals";

import { MINUTE } from "../../../src/core/kernel/instant.ts";
import { alarmsOf } from "../../../src/core/queue/alarm.ts";

const NOW = Date.UTC(2026, 10, 11, 2);
const all = { alarmWaiting: 30, alarmWaitMs: 10 * MINUTE, alarmNoneFree: true };

describe("the alarms of a queue", () => {
  it("begin beyond a threshold, not at it", () => {
    const at = { waiting: 30, waitingSince: NOW - 10 * MINUTE, free: 1 };
    expect(alarmsOf(at, all, NOW)).toEqual([]);
    expect(alarmsOf({ ...at, waiting: 31 }, all, NOW)).toEqual([{ kind: "waiting", limit: 30 }]);
    expect(alarmsOf(at, all, NOW + 1)).toEqual([{ kind: "wait", limit: 10 * MINUTE }]);
    expect(alarmsOf({ ...at, free: 0 }, all, NOW)).toEqual([{ kind: "none_free" }]);
  });

  it("are none where nobody waits, and none where nothing was set", () => {
    expect(alarmsOf({ waiting: 0, waitingSince: undefined, free: 0 }, all, NOW)).toEqual([]);
    const crowd = { waiting: 500, waitingSince: NOW - 60 * MINUTE, free: 0 };
    expect(alarmsOf(crowd, { alarmNoneFree: false }, NOW)).toEqual([]);
  });
});
