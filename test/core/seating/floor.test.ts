import { describe, expect, it } from "@jest/globals";
import { defaultQueuePolicy } from "../../../src/core/queue/policy.ts";
import { COUNTED_MAX, floorOf } from "../../../src/core/seating/floor.ts";

describe("a floor", () => {
  const floor = floorOf({
    signedIn: ["amy"],
    queues: [
      { id: "sales", staffed: true, isFull: false, wrapMs: 5_000, waiting: [100, 200, 300] },
      {
        id: "repair",
        staffed: false,
        isFull: false,
        wrapMs: 6_000,
        waiting: Array.from({ length: COUNTED_MAX }, () => 1),
      },
    ],
  });

  it("knows which queues somebody serves, and none that it has not heard of", () => {
    expect(["sales", "repair", "new"].map(floor.staffed)).toEqual([true, false, false]);
  });

  it("is staffed for an account without a queue where anybody is signed in", () => {
    expect(floor.staffed(undefined)).toBe(true);
    expect(floorOf({ signedIn: [], queues: [] }).staffed(undefined)).toBe(false);
  });

  it("counts who has waited longer, until they are too many to count", () => {
    expect([100, 101, 300, 301].map((since) => floor.ahead("sales", since))).toEqual([0, 1, 2, 3]);
    expect([floor.ahead("repair", 2), floor.ahead("new", 2), floor.ahead(undefined, 2)]).toEqual([
      undefined,
      0,
      0,
    ]);
  });

  it("knows who is signed in, and how long each queue's wrap-up holds its place", () => {
    expect([floor.signedIn("amy"), floor.signedIn("bob")]).toEqual([true, false]);
    expect([floor.wrapMs("repair"), floor.wrapMs("new"), floor.wrapMs(undefined)]).toEqual([
      6_000,
      defaultQueuePolicy.wrapMs,
      defaultQueuePolicy.wrapMs,
    ]);
  });
});
