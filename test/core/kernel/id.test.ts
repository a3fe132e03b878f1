import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { createIds, type Randomness } from "../../../src/core/kernel/id.ts";

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const NOON = Date.UTC(2026, 2, 1, 12);

/** A small generator of its own (xorshift), so that a failure can be repeated. */
function randomness(seed: number): Randomness {
  let state = seed | 1;
  return (bytes) => {
    for (let index = 0; index < bytes.length; index += 1) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      bytes[index] = state & 0xff;
    }
  };
}

const millisOf = (id: string): number => Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);

describe("createIds", () => {
  it("writes UUIDv7s that carry the clock's milliseconds", () => {
    const ids = createIds(() => NOON, randomness(7));
    for (let count = 0; count < 1_000; count += 1) {
      const id = ids();
      expect(id).toMatch(UUID_V7);
      expect(millisOf(id)).toBe(NOON);
    }
  });

  it("grows strictly, whatever the clock does", () => {
    const steps = fc.array(fc.integer({ min: -5_000, max: 5_000 }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(steps, fc.integer(), (moves, seed) => {
        let now = NOON;
        const ids = createIds(() => now, randomness(seed));
        let last = "";
        for (const move of moves) {
          now += move;
          const id = ids();
          expect(id > last).toBe(true);
          last = id;
        }
      }),
    );
  });

  it("makes a hundred thousand different, growing ids while its clock stands still", () => {
    const ids = createIds(() => NOON, randomness(3));
    const made = Array.from({ length: 100_000 }, ids);
    expect(new Set(made).size).toBe(made.length);
    expect(made.toSorted()).toEqual(made);
    // 4,096 fit into one millisecond; the rest borrow from the next ones, and no more than they need.
    expect(millisOf(made.at(-1) ?? "")).toBe(NOON + Math.floor(100_000 / 4_096));
  });

  it("keeps two processes apart that share a millisecond", () => {
    const [one, other] = [createIds(() => NOON, randomness(11)), createIds(() => NOON, randomness(12))];
    const made = Array.from({ length: 10_000 }, () => [one(), other()]).flat();
    expect(new Set(made).size).toBe(made.length);
  });

  it("uses each of the source's bytes at most once", () => {
    let next = 0;
    const ids = createIds(
      () => NOON,
      (bytes) => {
        for (let index = 0; index < bytes.length; index += 1) bytes[index] = next++ >> 3;
      },
    );
    // Eight bytes an id, numbered by id: no id shows another's.
    const tails = Array.from({ length: 256 }, () => ids().slice(-12));
    expect(tails).toEqual(tails.map((_, id) => id.toString(16).padStart(2, "0").repeat(6)));
  });
});
