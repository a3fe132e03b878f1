import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import {
  approvalReasons,
  type Concern,
  halfUnitsOf,
  holding,
  isConcerned,
  privateIn,
  sameTextKey,
} from "../../../src/core/social/gate.ts";
import { linkOf, midOfLink, midOfShort, shortOfMid } from "../../../src/core/social/link.ts";

describe("the gate of public text", () => {
  it.each([
    ["您的手机号13812345678我们会联系", ["phone"]],
    ["电话 138-1234-5678", ["phone"]],
    ["１３８１２３４５６７８", ["phone"]],
    ["订单202611260012345已退款", ["number"]],
    ["身份证31010119900307001X", ["identity_card"]],
    ["寄到上海市浦东新区世纪大道100号了", ["address"]],
    ["3栋2单元501已派送", ["address"]],
    ["请发到 kefu@example.com", ["email"]],
    ["您好，看到您的反馈了，已私信您，请查收。400-820-8820", []],
    ["型号FK-20，2026年11月26日发布，详见 http://t.cn/A6123456789012", []],
  ])("%s", (text, expected) => {
    expect(privateIn(text)).toEqual(expected);
  });

  it("counts 140 汉字 as the platform does", () => {
    expect(halfUnitsOf("您".repeat(140))).toBe(280);
    expect(halfUnitsOf("a".repeat(280))).toBe(280);
    expect(halfUnitsOf("看 https://example.com/a/very/long/address 这里")).toBe(2 + 1 + 20 + 1 + 4);
  });

  it("takes texts for the same that differ in signs alone", () => {
    expect(sameTextKey("您好，已私信～")).toBe(sameTextKey("您好！已私信"));
  });

  it.each<[string, Concern, boolean]>([
    ["of the whole account holds everything", { kind: "account" }, true],
    ["of its root holds it", { kind: "post", mid: "51" }, true],
    ["of another post does not", { kind: "post", mid: "52" }, false],
    ["of a word in it holds it, whatever its signs and width", { kind: "topics", words: ["H２ 批次"] }, true],
    ["of a word that nobody says does not", { kind: "topics", words: ["召回"] }, false],
    ["of words that fold to nothing holds nothing", { kind: "topics", words: ["。", " "] }, false],
  ])("an incident %s", (_, concern, isHeld) => {
    const about = { rootMid: "51", texts: ["怎么退货", "这是h2批次的吗"] };
    expect(isConcerned(concern, about)).toBe(isHeld);
  });

  it("names first what concerns less", () => {
    const all: { concern: Concern }[] = [
      { concern: { kind: "account" } },
      { concern: { kind: "topics", words: ["退货"] } },
      { concern: { kind: "post", mid: "51" } },
    ];
    const held = holding(all, { rootMid: "51", texts: ["怎么退货"] });
    expect(held.map(({ concern }) => concern.kind)).toEqual(["post", "topics", "account"]);
  });

  it("asks for a second pair of eyes by queue, followers, incident and danger", () => {
    const policy = { followersMin: 10_000, always: false, isIncident: false };
    expect(approvalReasons({ author: { followers: 9_999 }, risk: 1 }, policy)).toEqual([]);
    expect(
      approvalReasons({ author: { followers: 10_000 }, risk: 3 }, { ...policy, isIncident: true }),
    ).toEqual(["followers", "incident", "risk"]);
  });
});

describe("a pasted address", () => {
  it.each([
    ["https://weibo.com/1404376560/z0JH2lOMb", "3501756485200075"],
    ["https://weibo.com/1404376560/z0JH2lOMb?from=page_1#comment", "3501756485200075"],
    ["https://m.weibo.cn/status/3501756485200075", "3501756485200075"],
    ["m.weibo.cn/detail/3501756485200075", "3501756485200075"],
    ["https://weibo.com/detail/3501756485200075", "3501756485200075"],
    [" 3501756485200075 ", "3501756485200075"],
  ])("%s names its post", (pasted, mid) => {
    expect(midOfLink(pasted)).toBe(mid);
  });

  it.each(["https://evil.example/status/3501756485200075", "hello", "", "https://weibo.com/u/1404376560x"])(
    "%s names none",
    (pasted) => {
      expect(midOfLink(pasted)).toBeUndefined();
    },
  );

  it("goes from mid to short id and back", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1_000_000_000_000_000n, max: 9_999_999_999_999_999n }), (mid) => {
        expect(midOfShort(shortOfMid(`${mid}`))).toBe(`${mid}`);
      }),
    );
    expect(linkOf("1404376560", "3501756485200075")).toBe("https://weibo.com/1404376560/z0JH2lOMb");
  });
});
