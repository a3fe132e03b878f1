import { describe, expect, it } from "@jest/globals";
import type { FloorState } from "../../../src/core/seating/floor.ts";
import { openFloor } from "../../../src/flow/floor/floor.ts";

const withAmy: FloorState = {
  signedIn: ["amy"],
  queues: [{ id: "q", staffed: true, isFull: false, wrapMs: 1, waiting: [] }],
};
const nobody: FloorState = {
  signedIn: [],
  queues: [{ id: "q", staffed: false, isFull: false, wrapMs: 1, waiting: [] }],
};

describe("openFloor", () => {
  it("knows the floor from the first moment, and anew after each look", async () => {
    let state = withAmy;
    const floor = await openFloor(async () => state);
    expect(floor.now().staffed("q")).toBe(true);
    state = nobody;
    expect(floor.now().staffed("q")).toBe(true);
    await floor.refresh();
    expect([floor.now().staffed("q"), floor.now().signedIn("amy")]).toEqual([false, false]);
  });

  it("keeps what it knew where a look fails, and tells of it", async () => {
    let isDown = false;
    const floor = await openFloor(async () => {
      if (isDown) throw new Error("down");
      return withAmy;
    });
    isDown = true;
    await expect(floor.refresh()).rejects.toThrow("down");
    expect(floor.now().staffed("q")).toBe(true);
  });

  it("does not open where it cannot know", async () => {
    await expect(openFloor(() => Promise.reject(new Error("down")))).rejects.toThrow("down");
  });
});
