import { describe, expect, it } from "@jest/globals";

import { type FieldKind, problemOf } from "../../../src/core/notice/field.ts";
import { fillNotice } from "../../../src/core/notice/fill.ts";
import { type NoticeEntry, noticesLeft } from "../../../src/core/notice/left.ts";

const says = (accepted: boolean, inSettings = false): NoticeEntry => ({
  kind: "answered",
  accepted,
  inSettings,
});
const sent: NoticeEntry = { kind: "sent" };

describe("what a fan has agreed to", () => {
  it("is one notice for one yes; a no takes none of them back", () => {
    expect(noticesLeft(true, [])).toBe(0);
    expect(noticesLeft(true, [says(true), says(true), says(false)])).toBe(2);
    expect(noticesLeft(true, [says(true), says(true), sent])).toBe(1);
    expect(noticesLeft(true, [sent, says(true)])).toBe(1);
  });

  it("ends with a no in her settings, and begins again only with a yes that she is asked for", () => {
    expect(noticesLeft(true, [says(true), says(false, true)])).toBe(0);
    expect(noticesLeft(true, [says(true), says(false, true), says(true, true)])).toBe(0);
    expect(noticesLeft(true, [says(true), says(false, true), says(true)])).toBe(1);
  });

  it("has no end where she agrees for good, until she says no", () => {
    expect(noticesLeft(false, [says(true), sent, sent])).toBe(Infinity);
    expect(noticesLeft(false, [says(true), says(false, true)])).toBe(0);
    expect(noticesLeft(false, [says(false, true), says(true, true)])).toBe(Infinity);
  });
});

describe("a field of a notice", () => {
  it.each([
    ["text", 20, "长".repeat(20), undefined],
    ["text", 20, "长".repeat(21), "too_long"],
    ["text", 20, "😀".repeat(20), undefined],
    ["text", 20, " ", "empty"],
    ["number", 32, "-12.5", undefined],
    ["number", 32, "十二", "form"],
    ["letters", 32, "abc", undefined],
    ["letters", 32, "a1", "form"],
    ["symbol", 5, "**", undefined],
    ["symbol", 5, "a", "form"],
    ["characters", 32, "R-2026/1", undefined],
    ["characters", 32, "订单1", "form"],
    ["time", 64, "2026年11月26日 14:00", undefined],
    ["time", 64, "14:00", undefined],
    ["time", 64, "25:00", "form"],
    ["date", 64, "2026年11月26日", undefined],
    ["date", 64, "明天", "form"],
    ["amount", 16, "¥128.50", undefined],
    ["amount", 16, "一百", "form"],
    ["phone", 17, "+86-0571-1234567", undefined],
    ["phone", 17, "1390000 0000", "form"],
    ["plate", 8, "浙A12345", undefined],
    ["name", 10, "林".repeat(10), undefined],
    ["name", 10, "a".repeat(20), undefined],
    ["name", 10, "林".repeat(11), "too_long"],
    ["phrase", 5, "已同意", undefined],
    ["phrase", 5, "OK", "form"],
  ] as const)("of kind %s (%i) takes %s or says %s", (kind: FieldKind, charsMax, value, problem) => {
    expect(problemOf({ kind, charsMax }, value)).toBe(problem);
  });

  it("is named where the platform would not take it, and none is left out", () => {
    const template = {
      id: "t",
      via: "subscription",
      title: "回复通知",
      fields: [
        { key: "thing1", label: "事项", kind: "text", charsMax: 20 },
        { key: "phrase2", label: "", kind: "phrase", charsMax: 5 },
      ],
    } as const;
    expect(fillNotice(template, { thing1: " 退货 ", phrase2: "已同意", more: "x" })).toEqual({
      kind: "notice",
      via: "subscription",
      templateId: "t",
      title: "回复通知",
      lines: [
        { key: "thing1", label: "事项", text: "退货" },
        { key: "phrase2", label: "", text: "已同意" },
      ],
    });
    const fill = (values: object) => () => fillNotice(template, values as Record<string, string>);
    expect(fill({ thing1: "退货" })).toThrow(
      expect.objectContaining({ code: "notice_fields_wrong", params: { fields: "phrase2" } }),
    );
    expect(fill({ constructor: "x" })).toThrow(
      expect.objectContaining({ params: { fields: "事项, phrase2" } }),
    );
  });
});
