import { describe, expect, it } from "@jest/globals";
import { defaultQueuePolicy } from "../../../src/core/queue/policy.ts";
import { floorOf } from "../../../src/core/seating/floor.ts";

describe("a floor", () => {
  const floor = floorOf({
    signedIn: ["amy"],
    queues: [
      { id: "sales", staffed: true, wrapMs: 5_000 },
      { id: "repair", staffed: false, wrapMs: 6_000 },
    ],
  });

  it("knows which queues somebody serves, and none that it has not heard of", () => {
    expect(["sales", "repair", "new"].map(floor.staffed)).toEqual([true, false, false]);
  });

  it("is staffed for an account without a queue where anybody is signed in", () => {
    expect(floor.staffed(undefined)).toBe(true);
    expect(floorOf({ signedIn: [], queues: [] }).staffed(undefined)).toBe(false);
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
