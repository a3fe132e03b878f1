import { describe, expect, it } from "@jest/globals";

import { discreet, withoutNumbers } from "../../src/serve/secret/discreet.ts";

const told = (words: string | undefined) =>
  discreet(words, { apiKey: "k7-secret", url: "https://crm.example", empty: "" }, [
    "apiKey",
    "empty",
    "none",
  ]);

describe("the other side's words", () => {
  it.each([
    undefined,
    "",
    "Subject is too long (maximum is 255 characters)",
    "https://crm.example is closed",
  ])("are passed on as they are: %j", (words) => expect(told(words)).toBe(words));

  it.each(["key k7-secret is wrong", "k7-secret", "no such key: k7-s"])(
    "are left out where they repeat a secret, or end within one: %j",
    (words) => expect(told(words)).toBeUndefined(),
  );

  it("lose the middle of a number that may be a person's, and no other", () => {
    expect(withoutNumbers("13800138000, 11010519491231002X at 2026-11-26, 1048576 bytes")).toBe(
      "138****8000, 110****002X at 2026-11-26, 1048576 bytes",
    );
  });
});
