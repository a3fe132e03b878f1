import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { defaultSettings, readSettings } from "../../../src/core/setting/registry.ts";

describe("readSettings", () => {
  it("gives every default where nothing is stored", () => {
    expect(readSettings([])).toEqual({ settings: defaultSettings, wrong: [] });
  });

  it("lets a stored value override its default, the later one of two", () => {
    const { settings, wrong } = readSettings([
      ["answer.threshold", 0.4],
      ["notice.welcome", "你好"],
      ["answer.threshold", 0.7],
    ]);
    expect(wrong).toEqual([]);
    expect(settings).toEqual({ ...defaultSettings, "answer.threshold": 0.7, "notice.welcome": "你好" });
  });

  it("reports a value of an unknown key or another type and goes on with the default", () => {
    const stored = [
      ["answer.treshold", 0.4],
      ["answer.missesMax", "2"],
      ["notice.greeting", null],
      ["bot.idleMs", 60_000],
      ["toString", "x"],
      ["__proto__", "x"],
    ] as const;
    const { settings, wrong } = readSettings(stored);
    expect(wrong).toEqual([
      "answer.treshold",
      "answer.missesMax",
      "notice.greeting",
      "toString",
      "__proto__",
    ]);
    expect(settings).toEqual({ ...defaultSettings, "bot.idleMs": 60_000 });
  });

  it("goes on with the default where a text of a given form has another", () => {
    const stored = [
      ["hours.open", "9 Uhr"],
      ["hours.close", "24:00"],
      ["hours.zone", "Asia/Nowhere"],
    ] as const;
    expect(readSettings(stored)).toEqual({ settings: defaultSettings, wrong: stored.map(([key]) => key) });
    expect(readSettings([["hours.close", "18:30"]]).settings["hours.close"]).toBe("18:30");
  });

  it("leaves the defaults alone, whatever is stored", () => {
    const before = { ...defaultSettings };
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...Object.keys(before)), fc.jsonValue())), (stored) => {
        const { settings } = readSettings(stored);
        for (const [key, value] of Object.entries(settings)) {
          expect(typeof value).toBe(typeof before[key as keyof typeof before]);
        }
        expect(defaultSettings).toEqual(before);
      }),
    );
  });
});
