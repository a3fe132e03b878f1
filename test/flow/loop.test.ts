import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { startLoop } from "../../src/flow/loop.ts";

const EVERY_MS = 1_000;

let errors: unknown[];

beforeEach(() => {
  jest.useFakeTimers();
  errors = [];
});
afterEach(() => void jest.useRealTimers());

/** A loop whose rounds find what is given, one after the other, then nothing. */
function loopOver(...founds: (number | Error)[]) {
  let rounds = 0;
  const loop = startLoop({
    everyMs: EVERY_MS,
    async round() {
      const found = founds[rounds] ?? 0;
      rounds += 1;
      if (found instanceof Error) throw found;
      return found;
    },
    onError: (error) => errors.push(error),
  });
  return { ...loop, rounds: () => rounds };
}

const settle = () => jest.advanceTimersByTimeAsync(0);

describe("startLoop", () => {
  it("runs rounds at once, until one finds nothing", async () => {
    const loop = loopOver(3, 1, 0, 5);
    await settle();
    expect(loop.rounds()).toBe(3);
    await loop.stop();
  });

  it("looks again after its time, and when it is woken", async () => {
    const loop = loopOver(0, 0, 0);
    await settle();
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(loop.rounds()).toBe(2);
    loop.wake();
    await settle();
    expect(loop.rounds()).toBe(3);
    await loop.stop();
  });

  it("looks once more where it was woken during a round", async () => {
    const loop = loopOver(0);
    loop.wake();
    loop.wake();
    await settle();
    expect(loop.rounds()).toBe(2);
    await loop.stop();
  });

  it("tells of a round that throws, and tries again later", async () => {
    const loop = loopOver(new Error("broken"), 0);
    await settle();
    expect(errors).toEqual([new Error("broken")]);
    expect(loop.rounds()).toBe(1);
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(loop.rounds()).toBe(2);
    await loop.stop();
  });

  it("finishes the round that runs when it is stopped, and runs no other", async () => {
    let finish: (found: number) => void = () => undefined;
    let rounds = 0;
    const loop = startLoop({
      everyMs: EVERY_MS,
      round: () =>
        new Promise((resolve) => {
          rounds += 1;
          finish = resolve;
        }),
      onError: (error) => errors.push(error),
    });
    let stopped = false;
    const stop = loop.stop().then(() => (stopped = true));
    await settle();
    expect(stopped).toBe(false);
    finish(7);
    await stop;
    loop.wake();
    await jest.advanceTimersByTimeAsync(10 * EVERY_MS);
    expect(rounds).toBe(1);
  });
});
