import { describe, expect, it } from "@jest/globals";

import { FILLED_MAX, isAsPublished, isHelpTime, usualEnd } from "../../../src/core/helping/helping.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";

describe("a canned reply as published", () => {
  const body = "亲，您的订单{{订单号}}已由{{快递}}发出，请留意～";
  it("is the very text, with something short in each hole", () => {
    expect(isAsPublished("您好，请稍等。", "您好，请稍等。")).toBe(true);
    expect(isAsPublished(body, "亲，您的订单20261111001已由顺丰发出，请留意～")).toBe(true);
    expect(isAsPublished("{{昵称}}{{称呼}}您好", "小周女士您好")).toBe(true);
    // What is filled in may look like what follows it.
    expect(isAsPublished("单号{{单号}}号。", "单号8号号。")).toBe(true);
  });

  it("is not what was added to it, left out of it, or said in a hole instead", () => {
    for (const words of ["您好，请稍等。马上赔您。", "好的，您好，请稍等。", "您好，请稍等", ""])
      expect(isAsPublished("您好，请稍等。", words)).toBe(false);
    const filled = (number: string): string => `亲，您的订单${number}已由顺丰发出，请留意～`;
    expect(isAsPublished(body, filled(""))).toBe(false);
    expect(isAsPublished(body, filled("1\n2"))).toBe(false);
    expect(isAsPublished(body, filled("http://a.cn"))).toBe(false);
    expect(isAsPublished(body, filled("长".repeat(FILLED_MAX)))).toBe(true);
    expect(isAsPublished(body, filled("长".repeat(FILLED_MAX + 1)))).toBe(false);
  });

  it("is decided in no time, whatever its holes", () => {
    const [holes, words] = ["{{甲}}a".repeat(60), "a".repeat(2_000)];
    const began = performance.now();
    expect(isAsPublished(`${holes}b`, words)).toBe(false);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

it("ends with the house's day, or the next one where this is nearly over", () => {
  const zone = "Asia/Shanghai";
  const midnight = Date.parse("2026-11-12T00:00:00+08:00");
  expect(usualEnd(midnight - 5 * HOUR, zone)).toBe(midnight);
  expect(usualEnd(midnight - MINUTE, zone)).toBe(midnight + 24 * HOUR);
  for (const at of [midnight - 5 * HOUR, midnight - MINUTE, midnight]) {
    expect(isHelpTime(at, usualEnd(at, zone))).toBe(true);
  }
  expect(isHelpTime(midnight, midnight + MINUTE)).toBe(false);
  expect(isHelpTime(midnight, midnight + 48 * HOUR)).toBe(false);
});
