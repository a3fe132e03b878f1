import { describe, expect, it } from "@jest/globals";
import { memoryBus } from "../../src/bus/memory.ts";
import type { After } from "../../src/bus/window.ts";
import { busContract } from "./contract.ts";
import { ear } from "./ear.ts";

describe("memory bus", () => {
  busContract(async () => {
    const errors: unknown[] = [];
    const bus = memoryBus({ onError: (error) => errors.push(error) });
    return { near: bus, far: bus, errors };
  });

  it("opens one window of 5 ms per burst, and the next one only with the next publish", () => {
    const timers: { ms: number; run: () => void }[] = [];
    const after: After = (ms, run) => {
      timers.push({ ms, run });
      return () => undefined;
    };
    const bus = memoryBus({ onError: () => undefined, after });
    const heard = ear();
    bus.subscribe("outbox", heard.wake);

    bus.publish("outbox", "m1");
    bus.publish("outbox", "m2");
    expect(timers.map(({ ms }) => ms)).toEqual([5]);
    expect(heard.unheard).toEqual([]);

    timers.shift()?.run();
    expect(heard.unheard).toEqual([["m1", "m2"]]);
    expect(timers).toEqual([]);

    bus.publish("outbox", "m3");
    expect(timers).toHaveLength(1);
  });
});
