import { describe, expect, it } from "@jest/globals";
import { unitsIn } from "../../../src/core/queue/demand.ts";

describe("what a contact takes of an agent", () => {
  it("is what its queue weighs its channel, else what it asks, else one", () => {
    const policy = { weights: { call: 3 } };
    expect(unitsIn(policy, { channel: "call", units: 2 })).toBe(3);
    expect(unitsIn(policy, { units: 2 })).toBe(2);
    expect(unitsIn(policy)).toBe(1);
  });
});
