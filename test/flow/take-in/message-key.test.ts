import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { messageKey } from "../../../src/flow/take-in/message-key.ts";

const list = fc.array(fc.string({ maxLength: 6, unit: fc.constantFrom("a", "1", ":", " ", "中") }), {
  maxLength: 4,
});

describe("messageKey", () => {
  it("is written as a uuid and the same for the same parts", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string()), (account, parts) => {
        const key = messageKey(account, parts);
        expect(key).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(messageKey(account, [...parts])).toBe(key);
      }),
    );
  });

  it("differs wherever account or parts do, however they are cut", () => {
    fc.assert(
      fc.property(list, list, (one, other) => {
        const [account = "", ...parts] = one;
        const [otherAccount = "", ...otherParts] = other;
        fc.pre(JSON.stringify([account, parts]) !== JSON.stringify([otherAccount, otherParts]));
        expect(messageKey(account, parts)).not.toBe(messageKey(otherAccount, otherParts));
      }),
      { numRuns: 500 },
    );
    expect(messageKey("a", ["bc", "d"])).not.toBe(messageKey("a", ["b", "cd"]));
    expect(messageKey("a", ["1:b"])).not.toBe(messageKey("a", ["", "b"]));
  });
});
