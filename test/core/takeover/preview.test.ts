import { describe, expect, it } from "@jest/globals";

import { menuOf } from "../../../src/core/takeover/menu.ts";
import { previewOf } from "../../../src/core/takeover/preview.ts";
import type { KeywordRule, PageReply, Standing } from "../../../src/core/takeover/standing.ts";

const text = (words: string): PageReply => ({ kind: "text", text: words });
const article = (url = "https://mp.example/s/1") => ({ title: "t", description: "d", pictureUrl: "p", url });
const news = (...urls: string[]): PageReply => ({ kind: "news", articles: urls.map(article) });
const rule = (given: Partial<KeywordRule> = {}): KeywordRule => ({
  name: "开发票",
  keywords: [{ text: "发票", exact: false }],
  replies: [text("在我的订单里开具")],
  oneOf: false,
  ...given,
});
const standing = (given: Partial<Standing> = {}): Standing => ({
  welcomes: true,
  replies: true,
  rules: [],
  menu: { kind: "none" },
  ...given,
});
const ofRule = (given: Partial<KeywordRule>, more: Partial<Standing> = {}) =>
  previewOf(standing({ rules: [rule(given)], ...more })).rules[0];

describe("a rule of the platform's page", () => {
  it("is an entry: its words are phrasings, its reply the answer", () => {
    const keywords = [" 发票 ", "开票", "发票"].map((word) => ({ text: word, exact: false }));
    expect(ofRule({ keywords })).toEqual({
      index: 0,
      name: "开发票",
      keywords: [" 发票 ", "开票", "发票"],
      maps: true,
      to: { title: "开发票", phrasings: ["发票", "开票"], answer: text("在我的订单里开具") },
      notes: [],
    });
  });

  it.each<[string, Partial<KeywordRule>, Partial<Standing>, object]>([
    [
      "says all of its texts as one",
      { replies: [text("一"), text("二")] },
      {},
      { to: { answer: text("一\n二") }, notes: ["joined"] },
    ],
    [
      "that drew lots says the first",
      { replies: [text("一"), text("二")], oneOf: true },
      {},
      { to: { answer: text("一") }, notes: ["first_of_several"] },
    ],
    [
      "of exact words is of meaning from then on",
      { keywords: [{ text: "保修", exact: true }] },
      {},
      { notes: ["was_exact"] },
    ],
    ["that was switched off says so", {}, { replies: false }, { notes: ["was_off"] }],
    [
      "with an article gives the article",
      { replies: [news("https://a.example/")] },
      {},
      { to: { answer: { kind: "news", articles: [article("https://a.example/")] } } },
    ],
    [
      "with a picture gives the picture",
      { replies: [{ kind: "image", mediaId: "m" }] },
      {},
      { to: { answer: { kind: "image", mediaId: "m" } } },
    ],
    ["without a name is called by its first word", { name: " " }, {}, { to: { title: "发票" } }],
  ])("%s", (_, given, more, expected) => {
    expect(ofRule(given, more)).toMatchObject({ maps: true, ...expected });
  });

  it.each<[string, Partial<KeywordRule>, object]>([
    ["without words", { keywords: [{ text: " ", exact: false }] }, { code: "no_keywords" }],
    ["without a reply", { replies: [] }, { code: "no_reply" }],
    ["with an empty reply", { replies: [text(" ")] }, { code: "no_reply" }],
    ["with a voice", { replies: [{ kind: "other", type: "voice" }] }, { code: "reply_kind", kind: "voice" }],
    [
      "with two articles",
      { replies: [news("https://a", "https://b")] },
      { code: "reply_kind", kind: "news" },
    ],
    ["with a text and a picture", { replies: [text("一"), news("https://a")] }, { code: "several_kinds" }],
    ["with more than a message", { replies: [text("长".repeat(601))] }, { code: "too_long" }],
  ])("%s cannot be one of ours, and says why", (_, given, why) => {
    expect(ofRule(given)).toMatchObject({ maps: false, why });
  });
});

describe("a menu of the platform's page", () => {
  const tops: Standing["menu"] = {
    kind: "page",
    tops: [
      {
        name: "服务",
        items: [
          { name: "热线", tap: { does: "reply", reply: text("400 100 1000") } },
          { name: "故事", tap: { does: "reply", reply: { kind: "other", type: "voice" } } },
          { name: "说明", tap: { does: "reply", reply: news("https://a.example/") } },
        ],
      },
      {
        name: "听听",
        items: [{ name: "歌", tap: { does: "reply", reply: { kind: "other", type: "voice" } } }],
      },
      { name: "商城", tap: { does: "same", action: { type: "view", url: "https://mall.example/" } } },
    ],
  };

  it("is written as far as the interface goes, and says what becomes of each button", () => {
    const { menu, buttons } = menuOf(tops);
    expect(buttons).toEqual([
      { name: "服务 › 热线", fate: "answered_by_us", kind: undefined },
      { name: "服务 › 故事", fate: "left_out", kind: "voice" },
      { name: "服务 › 说明", fate: "opens_article", kind: undefined },
      { name: "听听 › 歌", fate: "left_out", kind: "voice" },
      { name: "商城", fate: "same", kind: undefined },
    ]);
    expect(menu.tops).toEqual([
      {
        name: "服务",
        items: [
          {
            name: "热线",
            action: { type: "click", key: "taken_over_1_1", tap: { does: "text", text: "400 100 1000" } },
          },
          { name: "说明", action: { type: "view", url: "https://a.example/" } },
        ],
      },
      { name: "商城", action: { type: "view", url: "https://mall.example/" } },
    ]);
  });

  it("that was written through the interface stays word for word", () => {
    const menu = {
      tops: [{ name: "商城", action: { type: "view", url: "https://m" } }],
      conditional: [],
    } as const;
    expect(menuOf({ kind: "written", menu }).menu).toBe(menu);
  });
});
