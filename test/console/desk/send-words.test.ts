import { describe, expect, it } from "@jest/globals";

import { sendFailure } from "../../../console/src/desk/bubble/send-words.ts";

/** No catalogue is loaded here, so the words are their keys. */
describe("why something was not sent", () => {
  it.each([
    ["45015", "window"],
    ["21327", "disconnected"],
    ["20019", "repeated"],
    ["20012", "too_long"],
    ["10022", "calls"],
    ["kind_unsupported", "kind"],
    ["platform_timed_out", "cut_off"],
  ])("is said in words for %s", (code, words) => {
    expect(sendFailure(code)).toBe(`desk.failure.${words}`);
  });

  it.each(["29999", "constructor", "__proto__"])("is a code where there are no words yet: %s", (code) => {
    expect(sendFailure(code)).toBe("desk.failure.other");
  });
});
