import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { splitText, utf8Bytes } from "../../../src/core/channel/split.ts";

const bare = (text: string): string => text.replace(/\s+/gu, "");

/** Texts as people write them, and as nobody does. */
const written = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 30 }),
      fc.constantFrom(
        "。",
        "！",
        "?",
        "\n",
        "\n\n",
        " ",
        "，",
        "…",
        "3.5",
        "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}",
        "e\u0301",
        "\u{1f1e8}\u{1f1f3}",
        "收到，马上为您处理",
      ),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join("").replaceAll("\0", ""));

describe("splitText", () => {
  it("keeps each message within the limit, loses nothing and keeps the order", () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 40, max: 300 }), (text, bytesMax) => {
        const parts = splitText(text, bytesMax);
        for (const part of parts) {
          expect(Buffer.byteLength(part)).toBeLessThanOrEqual(bytesMax);
          expect(part.trim()).not.toBe("");
        }
        expect(bare(parts.join(""))).toBe(bare(text));
      }),
    );
  });

  it("keeps each message within a limit of characters, too, and loses nothing", () => {
    fc.assert(
      fc.property(written, fc.integer({ min: 20, max: 99 }), (text, charsMax) => {
        const parts = splitText(text, 4_096, charsMax);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(charsMax);
        expect(bare(parts.join(""))).toBe(bare(text));
      }),
    );
    expect(splitText("a".repeat(25), 4_096, 10)).toEqual(["a".repeat(10), "a".repeat(10), "a".repeat(5)]);
    expect(splitText("长".repeat(5), 4_096, 4)).toEqual(["长".repeat(4), "长"]);
    expect(splitText("😀😀", 4_096, 1)).toEqual(["😀", "😀"]);
  });

  it("tears no character as people see it", () => {
    const segmenter = new Intl.Segmenter("zh", { granularity: "grapheme" });
    const family = "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}";
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 30, max: 90 }), (count, bytesMax) => {
        const parts = splitText(family.repeat(count), bytesMax);
        const shown = parts.flatMap((part) => [...segmenter.segment(part)].map(({ segment }) => segment));
        expect(shown).toEqual(Array.from({ length: count }, () => family));
      }),
    );
  });

  it("leaves a text that fits as it is", () => {
    expect(splitText("好的，马上为您查询。", 2048)).toEqual(["好的，马上为您查询。"]);
    expect(splitText("  \n ", 2048)).toEqual([]);
  });

  it("breaks behind a sentence rather than in one", () => {
    const first = "您好，这边已经为您登记退款，预计三个工作日内原路返回。";
    const second = "另外赠送一张优惠券，请在卡包里查看，有效期到月底。";
    expect(splitText(first + second, utf8Bytes(first) + 20)).toEqual([first, second]);
    expect(splitText("The refund of 3.5 yuan is on its way. Please wait.", 40)).toEqual([
      "The refund of 3.5 yuan is on its way.",
      "Please wait.",
    ]);
  });

  it("breaks behind a comma, a space, or anywhere, where there is no sentence to end", () => {
    expect(splitText("一二三四五六，七八九十", 24)).toEqual(["一二三四五六，", "七八九十"]);
    expect(splitText("abcdefgh ijklmnop", 12)).toEqual(["abcdefgh", "ijklmnop"]);
    expect(splitText("a".repeat(25), 10)).toEqual(["a".repeat(10), "a".repeat(10), "a".repeat(5)]);
  });

  it("makes of 5,000 Chinese characters eight messages for WeChat, quickly", () => {
    const text = "这是一句很长的话，讲的是退换货的流程。".repeat(263).slice(0, 5_000);
    const parts = splitText(text, 2048);
    expect(parts).toHaveLength(8);
    expect(parts.slice(0, -1).every((part) => part.endsWith("。"))).toBe(true);
  });

  it("comes to an end with a character that is larger than a whole message", () => {
    const zalgo = `a${"\u0301".repeat(100)}`;
    const parts = splitText(zalgo, 40);
    expect(parts.join("")).toBe(zalgo);
    expect(parts.every((part) => utf8Bytes(part) <= 40)).toBe(true);
  });
});

describe("utf8Bytes", () => {
  it("counts as the wire does", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(utf8Bytes(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });
});
