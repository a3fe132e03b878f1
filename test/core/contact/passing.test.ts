import { describe, expect, it } from "@jest/globals";
import { apply } from "../../../src/core/contact/apply.ts";
import { LATER, samples, states } from "./lives.ts";

const { active } = states;

describe("a contact that its agent passes on warm", () => {
  it("is hers while a colleague is asked to take it over, and stays so where that one does not", () => {
    const asked = apply(active, samples.pass_offered, LATER);
    expect(asked).toEqual({
      ...active,
      eventSeq: active.eventSeq + 1,
      passingOffer: "warm",
      passingTo: "bo",
      passedFrom: "queue",
      transfers: 1,
    });
    expect(apply(asked, samples.pass_ended, LATER)).toEqual({
      ...active,
      eventSeq: active.eventSeq + 2,
      transfers: 1,
    });
  });

  it("is the colleague's from accepting on, who may send it back", () => {
    const asked = apply(apply(active, samples.pass_offered, LATER), samples.held, LATER);
    const passed = apply(asked, samples.passed, LATER + 1);
    expect(passed).toEqual({
      ...active,
      eventSeq: active.eventSeq + 3,
      ownerId: "bo",
      sessionId: "bo's desk",
      units: 2,
      passedBy: "amy",
      passedFrom: "queue",
      passedTakenAt: LATER + 1,
      transfers: 1,
    });
  });

  it("is offered to nobody any more once the talk has ended, or its agent is lost while the fan waits", () => {
    const asked = apply(active, samples.pass_offered, LATER);
    for (const over of [samples.ended, { code: "queued", reason: "orphaned" }] as const) {
      expect(apply(asked, over, LATER)).not.toHaveProperty("passingOffer");
      expect(apply(asked, over, LATER)).not.toHaveProperty("passingTo");
    }
  });
});
