import { describe, expect, it } from "@jest/globals";

import { dayOf } from "../../../console/src/desk/time/day.ts";
import { emptyHistory, gapAfter, joinHistory } from "../../../console/src/desk/thread/history.ts";
import { threadItems } from "../../../console/src/desk/thread/items.ts";
import { readable, readableName, tokensOf } from "../../../console/src/desk/thread/readable.ts";

type Line = { readonly seq: number; readonly at: number; readonly by: "fan" | "agent" };
const midnight = Date.UTC(2026, 10, 21, 16); // in Shanghai
const said = (seq: number, minutes: number, by: Line["by"] = "fan"): Line => ({
  seq,
  at: midnight + minutes * 60_000,
  by,
});
const layout = {
  zone: "Asia/Shanghai",
  hasBefore: false,
  isUnread: (message: Line) => message.by === "fan",
  follows: (message: Line, above: Line) => message.by === above.by,
};

describe("a day", () => {
  it("is the brand's, not the browser's", () => {
    expect(dayOf(midnight - 1, "Asia/Shanghai")).toBe("2026-11-21");
    expect(dayOf(midnight, "Asia/Shanghai")).toBe("2026-11-22");
    expect(dayOf(midnight, "UTC")).toBe("2026-11-21");
    expect(dayOf(Date.UTC(2026, 10, 21, 18, 15), "Asia/Kathmandu")).toBe("2026-11-22");
  });
});

describe("the lines of a thread", () => {
  it("part days, mark what is unread, and join what one author says in a row", () => {
    const messages = [said(1, -5), said(2, 5), said(3, 6), said(4, 7, "agent"), said(5, 8)];
    const items = threadItems(messages, [{ id: "c:1", at: midnight + 6.5 * 60_000 }], [{ key: "p1" }], {
      ...layout,
      readSeq: 2,
    });
    expect(items.map(({ key }) => key)).toEqual([
      "day 2026-11-21",
      "m1",
      "day 2026-11-22",
      "m2",
      "unread m3",
      "m3",
      "hc:1",
      "m4",
      "m5",
      "p1",
    ]);
    expect(items.find(({ kind }) => kind === "unread")).toMatchObject({ count: 2 });
    expect(items.filter((item) => item.kind === "message" && item.follows)).toEqual([]);
  });

  it("join what belongs together", () => {
    const items = threadItems([said(1, 1), said(2, 2)], [], [], layout);
    expect(items.at(-1)).toMatchObject({ key: "m2", follows: true });
  });

  it("tell what happened last at the end, and never before the day it happened on", () => {
    const items = threadItems([said(1, -5)], [{ id: "c:2", at: midnight + 1 }], [], layout);
    expect(items.map(({ key }) => key)).toEqual(["day 2026-11-21", "m1", "day 2026-11-22", "hc:2"]);
  });

  it("begin without a day while there is more above: what is added there moves no line", () => {
    const items = threadItems([said(1, -5), said(2, 5)], [], [], { ...layout, hasBefore: true });
    expect(items.map(({ key }) => key)).toEqual(["m1", "day 2026-11-22", "m2"]);
    const unread = threadItems([said(1, 1), said(2, 2)], [], [], { ...layout, hasBefore: true, readSeq: 0 });
    expect(unread.map(({ key }) => key)).toEqual(["m1", "m2"]);
  });

  it("mark nothing as unread that the agent said herself", () => {
    const items = threadItems([said(1, 1), said(2, 2, "agent")], [], [], { ...layout, readSeq: 1 });
    expect(items.some(({ kind }) => kind === "unread")).toBe(false);
  });
});

describe("the history of a conversation", () => {
  it("has each message once, the newest copy, in order", () => {
    const first = joinHistory(emptyHistory, [said(2, 2), said(1, 1)]);
    const both = joinHistory(first, [{ ...said(2, 2), by: "agent" as const }, said(3, 3)]);
    expect(both.messages.map(({ seq, by }) => [seq, by])).toEqual([
      [1, "fan"],
      [2, "agent"],
      [3, "fan"],
    ]);
    expect(gapAfter(both)).toBeUndefined();
  });

  it("keeps back what came after a hole until the hole is filled", () => {
    const broken = joinHistory(joinHistory(emptyHistory, [said(1, 1)]), [said(4, 4)]);
    expect(broken.messages.map(({ seq }) => seq)).toEqual([1]);
    expect(gapAfter(broken)).toBe(1);
    const whole = joinHistory(broken, [said(2, 2), said(3, 3)]);
    expect(whole.messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(gapAfter(whole)).toBeUndefined();
  });

  it("grows at the top by what was before", () => {
    const newest = joinHistory(emptyHistory, [said(8, 8), said(9, 9)]);
    expect(joinHistory(newest, [said(6, 6), said(7, 7)]).messages.map(({ seq }) => seq)).toEqual([
      6, 7, 8, 9,
    ]);
  });
});

describe("a customer's words", () => {
  it("lose marks that make them look like something else", () => {
    expect(readable("abc\u202egnp.exe\u0007")).toBe("abcgnp.exe");
    expect(readable("第一行\r\n第二行\t完")).toBe("第一行\n第二行\t完");
    expect(readable("👨‍👩‍👧 emoji")).toBe("👨‍👩‍👧 emoji");
  });

  it("make a name on one line, or none", () => {
    expect(readableName(" 小\n美\u202e ")).toBe("小 美");
    expect(readableName("\u200b\u200d")).toBe("");
    expect(readableName(null)).toBe("");
  });

  it.each([
    ["看 https://a.cn/b?x=1。谢谢", ["https://a.cn/b?x=1"]],
    ["(http://a.cn/b)，对吗", ["http://a.cn/b"]],
    ["打开https://a.cn试试", ["https://a.cn"]],
    ["javascript:alert(1)", []],
    ["https://shop.cn@evil.cn/", []],
    ["data:text/html,<script>", []],
    ["https://", []],
  ])("link %j to %j", (text, links) => {
    const tokens = tokensOf(text);
    expect(tokens.map((token) => token.text).join("")).toBe(text);
    expect(tokens.flatMap(({ href }) => href ?? [])).toEqual(links);
  });
});
