import { describe, expect, it } from "@jest/globals";
import { readdir } from "node:fs/promises";

import { en } from "../../console/src/text/en.ts";
import { zhCn } from "../../console/src/text/zh-cn.ts";

const pairs = Object.entries(zhCn).map(
  ([key, chinese]) => [key, chinese, (en as Record<string, string>)[key] ?? ""] as const,
);

/** The names in braces. */
const params = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name))].sort();

describe("the texts of the console", () => {
  it("have the same keys in both languages", () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zhCn).sort());
  });

  it("of every feature are in the catalogue", async () => {
    const folder = new URL("../../console/src/text/", import.meta.url);
    const files = (await readdir(folder)).filter((file) => file.endsWith(".zh-CN.ts"));
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      const { text } = (await import(new URL(file, folder).href)) as { text: Record<string, string> };
      expect({ file, missing: Object.keys(text).filter((key) => !(key in zhCn)) }).toEqual({
        file,
        missing: [],
      });
    }
  });

  it.each(pairs)("say the same with the same: %s", (_, chinese, english) => {
    expect(params(english)).toEqual(params(chinese));
  });

  it("are all said, in their own language", () => {
    expect(pairs.filter(([, chinese, english]) => chinese.trim() === "" || english.trim() === "")).toEqual(
      [],
    );
    expect(pairs.filter(([, , english]) => /\p{Script=Han}|[，。：；！？（）「」]/u.test(english))).toEqual(
      [],
    );
  });

  it("have nothing in braces but names, and two forms only in pairs", () => {
    const isWrong = (text: string): boolean =>
      /[{}]/.test(text.replace(/\{\w+\}/g, "")) || text.split(" | ").length > 2;
    expect(pairs.filter(([, ...texts]) => texts.some(isWrong)).map(([key]) => key)).toEqual([]);
  });
});
