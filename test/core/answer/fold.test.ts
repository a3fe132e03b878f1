import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { fold, foldSigns } from "../../../src/core/answer/fold.ts";

/** Any UTF-16 units, lone surrogates included, seasoned with what folding treats specially. */
const anyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: "binary" }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        "亲",
        "你好",
        "请问",
        "谢谢",
        "哈",
        "咋",
        "处理",
        "啥时候",
        "几时",
        "[强]",
        "\u200b",
        "\ufe0f",
        "J\u030c",
        "İ",
        "ᄀ",
        "ᅡ",
        " ",
        "①",
        "Ａ",
        "発",
        "發",
        "麼",
        "1",
        "e1",
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

describe("fold", () => {
  it.each([
    ["ＡＢＣ１２３", "abc123"],
    ["几时发货？", "什么时候发货"],
    ["  发  货  ", "发货"],
    ["满 300 减 50", "满300减50"],
    ["What is  E2 ?!", "what is e2"],
    ["退\u200b款\ufeff多久", "退款多久"],
    ["👍🏻好用❤️吗", "好用吗"],
    ["塑料味[捂脸]正常吗", "塑料味正常吗"],
    ["[转人工]", "转人工"],
    ["亲 请问 怎么退货呀", "怎么退货"],
    ["你好，在吗，发票咋开啊 谢谢", "发票怎么开"],
    ["hello how do I return it thanks", "how do i return it"],
    ["侬啥时候发货", "你什么时候发货"],
    ["為什麼還沒發貨", "为什么还没发货"],
    ["甚麼時候發貨", "什么时候发货"],
    ["咋处理", "怎么办"],
    ["①", "1"],
  ])("brings %j to %j", (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it.each(["你好", "你好呀", "谢谢", "亲", "哈哈哈", "请问"])(
    "leaves %j, which is nothing but chatter",
    (text) => {
      expect(fold(text)).toBe(text);
    },
  );

  it.each(["", " ", "😭😭", "？！…", "\ud800", "\u200b\u200d"])("finds no words in %j", (text) => {
    expect(fold(text)).toBe("");
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
        expect(foldSigns(foldSigns(text))).toBe(foldSigns(text));
      }),
      { numRuns: 2_000 },
    );
  });
});
