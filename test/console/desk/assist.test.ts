import { describe, expect, it } from "@jest/globals";

import { outcomeOf } from "../../../console/src/desk/assist/outcome.ts";

const FILLED = "退款原路退回，一般三个工作日到账。";

describe("what became of an answer that was filled in", () => {
  it.each([
    [FILLED, "used"],
    [`${FILLED}\n`, "used"],
    ["您好，退款原路退回，已经为您催了。", "changed"],
    [`${FILLED}还有别的问题吗？`, "changed"],
    ["请稍等，我查一下。", undefined],
    ["", undefined],
  ])("%s → %s", (said, outcome) => {
    expect(outcomeOf(FILLED, said)).toBe(outcome);
  });

  it("is told of short words, too", () => {
    expect(outcomeOf("好的", "好的，马上办")).toBe("changed");
    expect(outcomeOf("好的", "不行")).toBeUndefined();
  });
});
