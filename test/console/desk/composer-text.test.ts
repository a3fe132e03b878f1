import { describe, expect, it } from "@jest/globals";

import { searchCanned } from "../../../console/src/desk/compose/canned/canned-search.ts";
import { fillHoles, firstHole } from "../../../console/src/desk/compose/canned/holes.ts";
import { insertAt } from "../../../console/src/desk/compose/caret.ts";
import { slashBefore } from "../../../console/src/desk/compose/canned/slash.ts";

describe("the list of canned replies", () => {
  it.each([
    ["/", ""],
    ["／退", "退"],
    ["您好 /tk", "tk"],
    ["第一行\n/re", "re"],
  ])("opens in %j", (text, query) => {
    expect(slashBefore(text, text.length)).toEqual({
      from: text.length - query.length - 1,
      to: text.length,
      query,
    });
  });

  it.each(["http://a/b", "1/2", "和/或", "/tk 完", ""])("stays closed in %j", (text) => {
    expect(slashBefore(text, text.length)).toBeUndefined();
  });

  it("looks at what stands before the caret alone", () => {
    expect(slashBefore("/tk 您好", 3)?.query).toBe("tk");
    expect(slashBefore("/tk 您好", 6)).toBeUndefined();
  });
});

describe("searching canned replies", () => {
  const refund = { code: "refund", title: "退款说明", body: "款项原路退回。", initials: "tksm" };
  const parcel = { code: "where", title: "查快递", body: "退换的包裹也能查。", initials: "ckd" };
  const all = [parcel, refund];

  it.each([
    ["by code", "refu", [refund]],
    ["by initials", "tk", [refund]],
    ["by what the title says, before what the text says", "退", [refund, parcel]],
    ["by full-width letters", "ＣＫ", [parcel]],
    ["and shows all without a word", "", [parcel, refund]],
    ["and nothing where nothing matches", "xyz", []],
  ])("finds %s", (_, query, found) => expect(searchCanned(all, query)).toEqual(found));
});

describe("a text being written", () => {
  it("takes words in at the caret and keeps what stands around it", () => {
    expect(insertAt({ text: "您好，/tk谢谢", from: 3, to: 6 }, "退款三天到。")).toEqual({
      text: "您好，退款三天到。谢谢",
      from: 9,
      to: 9,
    });
  });

  it("has what is known filled in, and the rest left open", () => {
    const text = "{{客户称呼}}您好，订单{{ 订单号 }}，我是{{客服姓名}}";
    expect(fillHoles(text, { 客户称呼: "小美", 客服姓名: "小林", 工单号: "" })).toBe(
      "小美您好，订单{{ 订单号 }}，我是小林",
    );
    expect(fillHoles("工单{{工单号}}", { 工单号: "" })).toBe("工单{{工单号}}");
  });

  it("selects the first hole that is left", () => {
    expect(firstHole("订单{{订单号}}已发{{快递}}")).toMatchObject({ from: 2, to: 9 });
    expect(firstHole("花括号 {{}} 也算")).toMatchObject({ from: 4, to: 8 });
    expect(firstHole("没有 {一个} 空")).toBeUndefined();
  });
});
