import { describe, expect, it } from "@jest/globals";
import { randomUUID } from "node:crypto";

import { isDrop, isInShare, judgeCanary } from "../../../src/core/canary/canary.ts";

const group = (contacts: number, failed: number) => ({ contacts, failed });

describe("a version that answers a part of the conversations", () => {
  it("answers about that part, and always the same conversations", () => {
    const ids = Array.from({ length: 4_000 }, () => randomUUID());
    const inside = ids.filter((id) => isInShare(id, 0.1));
    expect(inside.length).toBeGreaterThan(300);
    expect(inside.length).toBeLessThan(500);
    // A larger part has the smaller one in it: nobody is moved back and forth.
    expect(inside.every((id) => isInShare(id, 0.2))).toBe(true);
  });

  it("is taken back where it does much worse, more surely than by chance", () => {
    expect(isDrop({ canary: group(40, 20), rest: group(400, 60) })).toBe(true);
    expect(isDrop({ canary: group(100, 18), rest: group(900, 135) })).toBe(false);
    expect(isDrop({ canary: group(40, 6), rest: group(400, 60) })).toBe(false);
    expect(isDrop({ canary: group(40, 0), rest: group(400, 200) })).toBe(false);
  });

  it("is not judged by a handful, nor by a difference that nobody would notice", () => {
    expect(isDrop({ canary: group(19, 19), rest: group(400, 10) })).toBe(false);
    expect(isDrop({ canary: group(40, 40), rest: group(19, 0) })).toBe(false);
    expect(isDrop({ canary: group(100_000, 14_000), rest: group(900_000, 90_000) })).toBe(false);
  });

  it("answers everybody once its time is over, unless it does worse at that very moment", () => {
    const good = { canary: group(30, 3), rest: group(300, 30) };
    const bad = { canary: group(30, 20), rest: group(300, 30) };
    expect(judgeCanary(good, 100, 99)).toBe("goes_on");
    expect(judgeCanary(good, 100, 100)).toBe("published");
    expect(judgeCanary(bad, 100, 50)).toBe("returned");
    expect(judgeCanary(bad, 100, 100)).toBe("returned");
  });
});
