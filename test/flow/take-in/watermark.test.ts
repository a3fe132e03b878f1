import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { createWatermark, type Watermark } from "../../../src/flow/take-in/reply/watermark.ts";

let told: number[];
let troubles: string[];
let watermark: Watermark;
let settle: (batch: number) => Promise<void>;

beforeEach(() => {
  jest.useFakeTimers();
  told = [];
  troubles = [];
  settle = async (batch) => void told.push(batch);
  watermark = createWatermark({
    store: { settle: (batch: number) => settle(batch) },
    watch: { trouble: (what: string) => void troubles.push(what) },
  } as never);
});

afterEach(async () => {
  await watermark.close();
  jest.useRealTimers();
});

describe("createWatermark", () => {
  it("tells the database one second after the last reply has left", () => {
    watermark.begin(1, 2);
    watermark.left(1);
    jest.advanceTimersByTime(5_000);
    expect(told).toEqual([]);
    watermark.left(1);
    jest.advanceTimersByTime(999);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(told).toEqual([1]);
  });

  it("tells once for all that left within that second", () => {
    for (const batch of [1, 2, 3]) {
      watermark.begin(batch, 1);
      watermark.left(batch);
      jest.advanceTimersByTime(100);
    }
    jest.advanceTimersByTime(1_000);
    expect(told).toEqual([3]);
  });

  it("says every ten seconds that the lane lives, though nothing leaves", () => {
    jest.advanceTimersByTime(30_000);
    expect(told).toEqual([0, 0, 0]);
  });

  it("tells the last of it when it is closed, and is quiet from then on", async () => {
    watermark.begin(1, 1);
    watermark.left(1);
    await watermark.close();
    expect(told).toEqual([1]);
    jest.advanceTimersByTime(60_000);
    expect(told).toEqual([1]);
  });

  it("goes on where the database does not hear it", async () => {
    settle = () => Promise.reject(new Error("away"));
    await jest.advanceTimersByTimeAsync(10_000);
    expect(troubles).toEqual(["settle"]);
    settle = async (batch) => void told.push(batch);
    jest.advanceTimersByTime(10_000);
    expect(told).toEqual([0]);
  });
});
