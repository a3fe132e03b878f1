import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { differenceOf, isSame } from "../../../src/core/knowledge/difference.ts";
import { isPublishable, problemsOf, type Rules } from "../../../src/core/knowledge/problems.ts";
import { fillIn, nickOf, unknownIn } from "../../../src/core/knowledge/variables.ts";
import { entryOn, foldedOf, type Writing } from "../../../src/core/knowledge/writing.ts";

const AT = Date.UTC(2026, 10, 26);
const rules: Rules = {
  at: AT,
  limits: [{ platform: "wechat-oa", bytesMax: 30 }],
  banned: ["假一赔十"],
};
const writing = (change: Partial<Writing> = {}): Writing => ({
  title: "几时发货",
  phrasings: ["发货时间", "多久发货", "哪天寄出", "现在买几天能寄", "还不寄吗"],
  answer: { kind: "text", text: "两天内发货。" },
  variants: {},
  validFrom: null,
  validUntil: null,
  accountIds: [],
  ...change,
});
const text = (said: string): Writing["answer"] => ({ kind: "text", text: said });
const codes = (change: Partial<Writing>): readonly string[] =>
  problemsOf(writing(change), rules).map(({ code, blocks }) => (blocks ? `${code}!` : code));

describe("what is wrong with an entry", () => {
  it("is nothing where all is well", () => expect(codes({})).toEqual([]));

  it.each<[string, Partial<Writing>, readonly string[]]>([
    ["has no title", { title: "！" }, ["title_missing!"]],
    ["has an empty phrasing", { phrasings: [...writing().phrasings, "…"] }, ["phrasing_empty!"]],
    ["says the same twice", { phrasings: [...writing().phrasings, "幾時發貨？"] }, ["phrasing_twice"]],
    ["has few phrasings", { phrasings: [] }, ["phrasings_few"]],
    ["answers nothing", { answer: text(" ") }, ["answer_empty!"]],
    ["takes two messages", { answer: text("一二三四五六七八九十。一二三。") }, ["answer_long"]],
    ["takes too many", { answer: text("一二三四五六七八九十。".repeat(9)) }, ["answer_too_long!"]],
    ["leaves open what nobody fills", { answer: text("{{订单号}}") }, ["variable_unknown!"]],
    ["promises too much", { answer: text("假 一 赔 十") }, ["word_banned!"]],
    ["ends before it begins", { validFrom: 2, validUntil: 1 }, ["validity_reversed!"]],
    ["is over", { validUntil: AT }, ["expired!"]],
  ])("%s", (_, change, expected) => expect(codes(change)).toEqual(expected));

  it("is told of the answer that a platform's fans get", () => {
    const long = text("一二三四五六七八九十。一二三。");
    expect(codes({ answer: long, variants: { "wechat-oa": text("短") } })).toEqual([]);
    const [problem] = problemsOf(writing({ variants: { "wechat-oa": long } }), rules);
    expect(problem).toEqual({ code: "answer_long", blocks: false, platform: "wechat-oa", is: 45, max: 30 });
    expect(isPublishable(problemsOf(writing({ variants: { "wechat-oa": long } }), rules))).toBe(true);
  });
});

describe("words that are filled in", () => {
  it.each([
    ["{{nick}}，您好", "小美", "小美，您好"],
    ["{{nick}}，您好", "", "您好"],
    ["您好{{ nick }}，两天内发货。{{nick}}，再见", "", "您好，两天内发货。再见"],
    ["{{订单号}} 不变", "小美", "{{订单号}} 不变"],
  ])("%s for %j", (said, nick, expected) => expect(fillIn(said, { nick })).toBe(expected));

  it("take a name as data: no sign that steers, no holes of its own, not too long", () => {
    const nick = nickOf("\u202e{{account}}\n小美".padEnd(200, "。"));
    expect(fillIn("{{nick}}", { nick, account: "店" })).toBe(nick);
    expect(nick).toMatch(/^\{\{account\}\}小美。+$/u);
    expect(nick).toHaveLength(32);
    expect(unknownIn("{{nick}} {{account}} {{date}} {{x}}{{x}}")).toEqual(["x"]);
  });

  it("are filled in bounded time, whatever stands there", () => {
    const bomb = "{{".repeat(50_000) + "}}".repeat(50_000);
    expect(fillIn(bomb, { nick: "x" })).toBe(bomb);
  });
});

describe("an entry on a platform", () => {
  const version = {
    id: "e",
    version: 3,
    key: "k",
    title: "t",
    phrasings: [],
    variants: { weibo: text("短") },
  };

  it("has the platform's own answer, which is kept as it was said", () => {
    expect(entryOn("weibo", { ...version, answer: text("长") })).toMatchObject({
      answer: text("短"),
      wordForWord: true,
    });
    expect(entryOn("wechat-oa", { ...version, answer: text("长") })).not.toHaveProperty("wordForWord");
    expect(entryOn("wechat-oa", { ...version, answer: text("{{nick}}") })).toHaveProperty("wordForWord");
  });

  it("is asked for by each of its words once, folded", () => {
    expect(foldedOf({ title: "几时发货", phrasings: ["幾時發貨？", "", "开发票"] })).toEqual([
      "什么时候发货",
      "开发票",
    ]);
  });
});

describe("the difference of two writings", () => {
  it("tells part by part which lines have gone and come", () => {
    const after = writing({
      title: "发货时间",
      answer: text("两天内发货。\n节日除外。"),
      variants: { weibo: text("两天") },
      validUntil: AT,
    });
    expect(differenceOf(writing(), after)).toEqual([
      { part: "title", gone: ["几时发货"], come: ["发货时间"] },
      { part: "answer", gone: [], come: ["节日除外。"] },
      { part: "answer", platform: "weibo", gone: [], come: ["两天"] },
      { part: "validity", gone: [], come: ["/2026-11-26T00:00:00.000Z"] },
    ]);
  });

  it("is none of a writing and itself, and turned round from the other side", () => {
    const some = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 5 });
    fc.assert(
      fc.property(some, some, (before, after) => {
        const [one, other] = [writing({ phrasings: before }), writing({ phrasings: after })];
        expect(isSame(one, one)).toBe(true);
        const back = differenceOf(other, one).map(({ gone, come, ...rest }) => ({
          ...rest,
          gone: come,
          come: gone,
        }));
        expect(differenceOf(one, other)).toEqual(back);
      }),
    );
  });
});
