import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { voiceOf } from "../../../src/core/voice/voice.ts";
import { LABELLED } from "./labelled.ts";

/** Nothing told is a neutral, unhurried voice. */
const heard = (text: string) => {
  const { mood = null, urgent = false } = voiceOf(text) ?? {};
  return { mood, urgent };
};

describe("how a fan sounds", () => {
  it("is told right in nearly all of what was labelled, and calls nearly no plain question angry or hasty", () => {
    const wrong = LABELLED.filter(([text, label]) => {
      const { mood, urgent } = heard(text);
      return mood !== label.mood || urgent !== label.urgent;
    }).map(([text, label]) => ({ text, ...label, heard: heard(text) }));
    expect(wrong.filter(({ mood, urgent }) => mood === null && !urgent)).toEqual([]);
    expect(wrong.length).toBeLessThanOrEqual(Math.floor(LABELLED.length * 0.05));
  });

  it("is explained by the words that counted, and by them alone", () => {
    expect(voiceOf("等了三天，太失望了，赶紧退款")).toEqual({
      mood: "negative",
      urgent: true,
      abusive: false,
      words: ["等了", "太失望", "赶紧", "退款"],
    });
    expect(voiceOf("几时发货")).toBeUndefined();
  });

  it("is turned round by a negation, and not read out of a longer word", () => {
    expect(voiceOf("没有生气")?.mood ?? null).toBeNull();
    expect(voiceOf("不着急")).toBeUndefined();
    expect(voiceOf("I know how")).toBeUndefined();
  });

  it("tells an insult apart from a mood: it counts for itself", () => {
    expect(voiceOf("傻逼")).toMatchObject({ abusive: true, mood: null, urgent: false });
  });

  it("never fails, and takes bounded time for whatever is written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 3_000 }), (text) => {
        const voice = voiceOf(text);
        if (voice !== undefined) expect(voice.mood !== null || voice.urgent || voice.abusive).toBe(true);
      }),
    );
    expect(voiceOf("急".repeat(100_000))?.words).toEqual(["急"]);
  });
});
