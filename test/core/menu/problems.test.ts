import { describe, expect, it } from "@jest/globals";

import { EMPTY_MENU, type Leaf, type Menu, tapsOf, type Top } from "../../../src/core/menu/menu.ts";
import { problemsOf } from "../../../src/core/menu/problems.ts";
import { sameOnPhones } from "../../../src/core/menu/same.ts";

const limits = {
  topsMax: 3,
  itemsMax: 5,
  topBytesMax: 16,
  itemBytesMax: 60,
  keyBytesMax: 128,
  urlBytesMax: 1_024,
  conditionalMax: 10,
};
const click = (name: string, key = name): Leaf => ({ name, action: { type: "click", key } });
const menu = (...tops: readonly Top[]): Menu => ({ tops, conditional: [] });
const codes = (given: Menu): readonly string[] =>
  problemsOf(given, limits).map(({ menu: n, top = "-", item = "-", code }) => `${n}/${top}/${item} ${code}`);

describe("what the platform would refuse of a menu", () => {
  it("is nothing of one that is right", () => {
    expect(codes(menu(click("查订单"), { name: "服务", items: [click("发票")] }))).toEqual([]);
  });

  it("is said of the very button, in bytes as the platform counts them", () => {
    expect(codes(EMPTY_MENU)).toEqual(["0/-/- empty"]);
    expect(codes(menu(...["一", "二", "三", "四"].map((name) => click(name))))).toEqual(["0/-/- tops_max"]);
    // Five Chinese characters have 15 bytes; an emoji has four.
    expect(codes(menu(click("五个汉字名"), click("四字加🌸", "k")))).toEqual([]);
    expect(codes(menu(click("六个汉字名称"), click("五个汉字名🌸", "k")))).toEqual([
      "0/0/- name_long",
      "0/1/- name_long",
    ]);
    const six = Array.from({ length: 6 }, (_, n) => click(`项${n}`));
    expect(codes(menu({ name: "满", items: six }))).toEqual(["0/0/- items_max"]);
    expect(codes(menu({ name: "空", items: [] }))).toEqual(["0/0/- items_none"]);
    expect(codes(menu(click("一", "same"), { name: "组", items: [click("二", "same")] }))).toEqual([
      "0/1/0 key_twice",
    ]);
    expect(codes(menu(click("长", "键".repeat(43))))).toEqual(["0/0/- key_long"]);
    expect(codes(menu({ name: "坏", action: { type: "view", url: "javascript:alert(1)" } }))).toEqual([
      "0/0/- url_wrong",
    ]);
    const path = { type: "miniprogram", appId: "wx1", path: "", url: "https://a.example" } as const;
    expect(codes(menu({ name: "小程序", action: path }))).toEqual(["0/0/- field_missing"]);
    expect(codes({ ...menu(click("好")), conditional: [{ rule: {}, tops: [click("坏")] }] })).toEqual([
      "1/-/- rule_empty",
    ]);
  });
});

describe("two menus", () => {
  it("are the same where fans see the same, whatever the keys mean to us", () => {
    const bound: Menu = menu({
      name: "人工",
      action: { type: "click", key: "p", tap: { does: "queue", queueId: null } },
    });
    expect(sameOnPhones(bound, menu(click("人工", "p")))).toBe(true);
    expect(sameOnPhones(bound, menu(click("人工", "q")))).toBe(false);
    expect(sameOnPhones(undefined, EMPTY_MENU)).toBe(true);
    expect([...tapsOf(bound)]).toEqual([["p", { does: "queue", queueId: null }]]);
  });
});
