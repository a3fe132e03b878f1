import { describe, expect, it } from "@jest/globals";

import { barOf, takes } from "../../../src/core/queue/joining/joining.ts";
import { promisedAt, isOpenAt } from "../../../src/core/seating/promise.ts";
import { hoursIn } from "../../../src/core/queue/joining/joining.ts";
import type { QueuePolicy } from "../../../src/core/queue/policy.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { emptyFloor, staffedFloor } from "../../support/floor.ts";

/** In Shanghai. */
const clock = (hour: number, minute = 0): number => Date.UTC(2026, 10, 26, hour - 8, minute);

type Door = {
  readonly at?: number;
  readonly staffed?: boolean;
  readonly ready?: boolean;
  readonly full?: boolean;
  readonly joinEmpty?: QueuePolicy["joinEmpty"];
  readonly hours?: QueuePolicy["hours"];
};
const door = ({ at = clock(12), staffed = true, ready = true, full = false, joinEmpty, hours }: Door) => ({
  at,
  settings: defaultSettings,
  floor: {
    ...(staffed ? staffedFloor : emptyFloor),
    isFull: () => full,
    ready: () => ready,
    ...(joinEmpty && { joinEmpty: () => joinEmpty }),
    hours: () => hours,
  },
});
const day = { open: "10:00", close: "18:00" };

describe("whoever would wait in a queue", () => {
  it("is let in where somebody is signed in, and usually nowhere else", () => {
    expect(barOf(door({}), "q", "asked")).toBeUndefined();
    expect(barOf(door({ staffed: false }), "q", "asked")).toBe("unstaffed");
    expect(barOf(door({ staffed: false, joinEmpty: "allow" }), "q", "asked")).toBeUndefined();
    expect(barOf(door({ ready: false }), "q", "asked")).toBeUndefined();
    expect(barOf(door({ ready: false, joinEmpty: "if_ready" }), "q", "asked")).toBe("no_agent");
    expect(barOf(door({ full: true }), "q", "asked")).toBe("queue_full");
  });

  it("is not let in outside of the queue's own hours, whoever is still there", () => {
    expect(barOf(door({ hours: day, at: clock(18) }), "q", "asked")).toBe("after_hours");
    expect(barOf(door({ hours: day, at: clock(17, 59) }), "q", "asked")).toBeUndefined();
    expect(barOf(door({ hours: day, at: clock(9, 59) }), "q", "asked")).toBe("after_hours");
    // Without hours of its own whoever is there answers, also at night.
    expect(barOf(door({ at: clock(23) }), "q", "asked")).toBeUndefined();
    expect(takes(door({ hours: day, at: clock(20) }), "q")).toBe(false);
  });

  it("is never turned away by an hour, a full queue or a pause where somebody may be hurt", () => {
    for (const hard of [
      { hours: day, at: clock(23) },
      { full: true },
      { ready: false, joinEmpty: "if_ready" },
    ] as const)
      expect(barOf(door(hard), "q", "risk")).toBeUndefined();
    expect(barOf(door({ staffed: false }), "q", "risk")).toBe("unstaffed");
  });
});

describe("what a queue with its own hours promises", () => {
  it("is so long after its own next opening", () => {
    const late = door({ hours: day, at: clock(19) });
    const promised = promisedAt(late.at, hoursIn(late, "q"));
    expect(promised).toBe(clock(34) + defaultSettings["promise.afterOpeningMs"]);
  });

  it("counts opening as open and closing as closed, over midnight and round the clock, too", () => {
    const zone = "Asia/Shanghai";
    const night = { open: "20:00", close: "04:00", zone };
    expect([19, 20, 23, 27, 28].map((hour) => isOpenAt(clock(hour), night))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
    expect(isOpenAt(clock(3), { open: "09:00", close: "09:00", zone })).toBe(true);
  });
});
