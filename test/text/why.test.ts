import { describe, expect, it } from "@jest/globals";
import { whyOf } from "../../src/core/answer/explain/why.ts";
import type { ContactEvent } from "../../src/core/contact/event.ts";
import { SAFE_WORDS } from "../../src/core/answer/risk.ts";
import { en } from "../../src/text/answer/en.ts";
import { whyText } from "../../src/text/answer/why-text.ts";
import { samples } from "../core/contact/lives.ts";

const titles = new Map([
  ["ship", "什么时候发货"],
  ["track", "快递到哪了"],
]);
const explain = (event: ContactEvent, language: "zh-CN" | "en" = "zh-CN"): readonly string[] => {
  const why = whyOf(event);
  return why === undefined ? [] : whyText(language, why, (id) => titles.get(id));
};

const answered = {
  code: "answered",
  seq: 1,
  entry: "ship",
  version: 3,
  rule: "matched",
  score: 0.877,
  rival: ["track", 0.5],
  knowledge: "1.abc",
} as const;

describe("why the bot said something", () => {
  it("is told with what it was sure of, what came next, her matter and the knowledge", () => {
    expect(explain({ ...answered, lane: "service" })).toEqual([
      "答了「什么时候发货」，第 3 版。",
      "有 88% 的把握是问这一条，其他的都差得远。",
      "当时还看到「快递到哪了」：50%。",
      "事由：服务。",
      "依据知识 1.abc。",
    ]);
    expect(explain(answered, "en")[1]).toBe(
      "It was 88% sure that this entry is meant, and no other came close.",
    );
  });

  it("calls only a phrasing word for word certain", () => {
    expect(explain({ ...answered, score: 1 })[1]).toContain("逐字相同");
    expect(explain({ ...answered, score: 0.999 })[1]).toContain("99%");
  });

  it("names what was offered in a list, and an entry that is no more", () => {
    const scores = [["ship", 0.4]] as const;
    const asked = explain({ code: "clarified", seq: 1, options: ["ship", "gone"], rule: "close", scores });
    expect(asked).toContain("当时还看到「什么时候发货」：40%。");
    expect(asked.join()).toContain("已不存在的标准问");
  });

  it("has a sentence of its own for each danger and each rule of a decision", () => {
    const rules = [...Object.keys(SAFE_WORDS), "person_wished", "misses_in_row", "complaint", "unreadable"];
    for (const rule of rules) {
      const [, sentence] = explain({ code: "queued", reason: "risk", rule });
      expect(sentence).not.toContain(rule);
      expect(Object.hasOwn(en, `rule.${rule}`)).toBe(true);
    }
    expect(explain({ code: "queued", reason: "scene", rule: "of tomorrow" })[1]).toBe("规则：of tomorrow。");
  });

  it("is asked of the bot's decisions alone", () => {
    const told = Object.values(samples).filter((event) => whyOf(event) !== undefined);
    expect(told.map(({ code }) => code)).toEqual([
      "answered",
      "clarified",
      "missed",
      "greeted",
      "told",
      "queued",
      "left_message",
      "waited",
    ]);
  });
});
