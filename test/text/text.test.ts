import { describe, expect, it } from "@jest/globals";
import { catalogues, languageOf, type TextCode, translate } from "../../src/text/index.ts";

const codes = Object.keys(catalogues.en) as TextCode[];
const parametersOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").toSorted();

describe("the catalogues", () => {
  it("have the same codes, each way", () => {
    expect(Object.keys(catalogues["zh-CN"]).toSorted()).toEqual(codes.toSorted());
  });

  it.each(codes)("say %s in both languages with the same parameters", (code) => {
    expect(catalogues["zh-CN"][code]).not.toBe("");
    expect(catalogues.en[code]).not.toBe("");
    expect(parametersOf(catalogues["zh-CN"][code])).toEqual(parametersOf(catalogues.en[code]));
  });

  it("write the Chinese in Chinese", () => {
    expect(codes.filter((code) => !/\p{Script=Han}/u.test(catalogues["zh-CN"][code]))).toEqual([]);
    expect(codes.filter((code) => /\p{Script=Han}/u.test(catalogues.en[code]))).toEqual([]);
  });
});

describe("translate", () => {
  it("puts the parameters in", () => {
    expect(translate("en", "health.database_ok", { ms: 3 })).toBe("Database answers in 3 ms");
    expect(translate("zh-CN", "health.database_ok", { ms: 3 })).toBe("数据库 3 毫秒内响应");
  });

  it("takes a parameter as it is, braces and dollars too", () => {
    expect(translate("en", "health.database_ok", { ms: "$& {ms}" })).toBe("Database answers in $& {ms} ms");
  });
});

describe("languageOf", () => {
  it.each([
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"],
    ["zh-TW", "zh-CN"],
    ["en-GB, zh", "en"],
    ["EN", "en"],
    ["de, fr;q=0.8, en;q=0.5", "en"],
    ["de", "zh-CN"],
    ["", "zh-CN"],
    [undefined, "zh-CN"],
  ] as const)("reads %p as %s", (header, language) => {
    expect(languageOf(header)).toBe(language);
  });
});
