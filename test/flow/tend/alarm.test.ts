import { afterEach, describe, expect, it } from "@jest/globals";
import { type Alarm, createAlarm } from "../../../src/flow/tend/alarm.ts";

let alarm: Alarm;
afterEach(() => alarm.stop());

/** Resolves when it has rung so often, with the moments. */
function rings(times: number): Promise<readonly number[]> {
  const at: number[] = [];
  return new Promise((resolve) => {
    alarm.onRing(() => {
      at.push(Date.now());
      if (at.length === times) resolve(at);
    });
  });
}

describe("an alarm", () => {
  it("rings at each of its moments, not before, and once for those that are close together", async () => {
    alarm = createAlarm(Date.now);
    const start = Math.ceil(Date.now() / 50) * 50;
    const rung = rings(2);
    for (const ms of [110, 120, 101, 210]) alarm.at(start + ms);
    const [first = 0, second = 0] = await rung;
    expect(first).toBeGreaterThanOrEqual(start + 120);
    expect(second).toBeGreaterThanOrEqual(start + 210);
  });

  it("rings at once for a moment that has passed", async () => {
    alarm = createAlarm(Date.now);
    const rung = rings(1);
    alarm.at(Date.now() - 5_000);
    expect(await rung).toHaveLength(1);
  });

  it("rings no more once it is stopped", async () => {
    alarm = createAlarm(Date.now);
    let isRung = false;
    alarm.onRing(() => (isRung = true));
    alarm.at(Date.now() - 1);
    alarm.stop();
    const other = createAlarm(Date.now);
    await new Promise<void>((resolve) => {
      other.onRing(resolve);
      other.at(Date.now() + 60);
    });
    expect(isRung).toBe(false);
  });
});
