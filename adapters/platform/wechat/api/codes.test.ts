import { describe, expect, it } from "@jest/globals";
import { DAY, HOUR, MINUTE, SECOND } from "seatbridge/kit";

import { verdictOf } from "../deliver/verdicts.ts";
import { actionFor, knownCodes, meaningOf } from "./codes.ts";

const noon = Date.parse("2026-11-26T12:00:20+08:00");

describe("the table of the platform's codes", () => {
  it("names each code once", () => {
    expect(new Set(knownCodes).size).toBe(knownCodes.length);
  });

  it.each([
    ["45099", "limit"],
    ["48999", "right"],
    ["99999", "other"],
    ["constructor", "other"],
  ])("says of %s, which it does not name, what such codes are about", (code, range) => {
    expect(meaningOf(code)).toEqual({ known: false, range });
  });

  it("drops a message and calls a person for everything else where the code is new; nothing is tried again", () => {
    expect([actionFor("99999", "send"), actionFor("99999", "other")]).toEqual(["drop", "alarm"]);
    expect(verdictOf("99999", noon)).toEqual({ kind: "rejected", code: "99999", next: "give_up" });
  });

  it("tells a text that is too long, which may leave in pieces, from a file that is too large, which may not", () => {
    expect(["45002", "45001", "40009", "40010"].map((code) => actionFor(code, "send"))).toEqual([
      "split",
      "choose_smaller",
      "choose_smaller",
      "choose_smaller",
    ]);
    expect(verdictOf("45001", noon)).toEqual({ kind: "rejected", code: "45001", next: "give_up" });
  });

  it("waits for the next minute, and for midnight in Beijing", () => {
    expect(verdictOf("45011", noon)).toMatchObject({ next: "retry", afterMs: 40 * SECOND + SECOND });
    const untilMidnight = 12 * HOUR - 20 * SECOND;
    expect(verdictOf("45009", noon)).toMatchObject({ next: "park", afterMs: untilMidnight });
    expect(verdictOf("45009", noon + untilMidnight)).toMatchObject({ afterMs: DAY });
  });

  it("says what a refusal tells of the fan, for who counts her places and her subscription", () => {
    const because = ["45015", "45047", "43004", "50005", "40003"].map((code) => {
      const verdict = verdictOf(code, noon);
      return "because" in verdict ? verdict.because : undefined;
    });
    expect(because).toEqual(["window_closed", "places_used_up", "fan_left", "fan_left", undefined]);
  });

  it("never tries again what could be taken twice more than once", () => {
    const again = knownCodes
      .map((code) => [code, verdictOf(code, noon)] as const)
      .filter(([, { next }]) => next === "retry");
    expect(again.map(([code, { triesMax }]) => [code, triesMax])).toEqual([
      ["-1", 2],
      ["61450", 2],
      ["61459", 2],
      ["45011", undefined],
    ]);
    expect(verdictOf("48001", noon)).toMatchObject({ next: "park", afterMs: MINUTE });
  });
});
