import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { dateOverIn } from "../../../src/core/outgoing/date-over.ts";
import { judgeOutgoing, type OutgoingRules } from "../../../src/core/outgoing/judge.ts";
import { promiseOverIn } from "../../../src/core/outgoing/promise-over.ts";

const ZONE = "Asia/Shanghai";
/** 2026-11-27, noon in Shanghai. */
const AT = Date.parse("2026-11-27T04:00:00Z");
const rules = (given: Partial<OutgoingRules> = {}): OutgoingRules => ({
  at: AT,
  zone: ZONE,
  banned: ["假一赔十"],
  selling: ["欢迎选购", "秒杀"],
  lane: "service",
  placesAfter: 3,
  over: [],
  despite: false,
  ...given,
});
const codeOf = (text: string, given?: Partial<OutgoingRules>) =>
  judgeOutgoing(text, rules(given)).objection?.code;

describe("what an agent writes", () => {
  it("is never a banned promise, however it is spelled, and whether she insists or not", () => {
    expect(codeOf("我们假 一 赔 十！")).toBe("reply_banned");
    expect(codeOf("我们假一赔十", { despite: true, lane: "purchase" })).toBe("reply_banned");
  });

  it("offers nothing to who complains or is in danger, nor from the last place", () => {
    for (const lane of ["complaint", "risk"] as const)
      expect(codeOf("新款欢迎选购", { lane, despite: true })).toBe("promotion_barred");
    expect(codeOf("新款欢迎选购", { placesAfter: 0, despite: true })).toBe("promotion_last_place");
  });

  it("offers something only once she has looked; who came to buy is sold to", () => {
    expect(judgeOutgoing("新款欢迎选购", rules())).toEqual({
      objection: { code: "promotion_consent", word: "欢迎选购" },
    });
    expect(judgeOutgoing("新款欢迎选购", rules({ despite: true }))).toEqual({ promotes: "欢迎选购" });
    expect(judgeOutgoing("新款欢迎选购", rules({ placesAfter: undefined, despite: true }))).toEqual({
      promotes: "欢迎选购",
    });
    expect(judgeOutgoing("新款欢迎选购", rules({ lane: "purchase" }))).toEqual({});
  });

  it("is let pass where nothing is to be said against it", () => {
    expect(judgeOutgoing("您的锅明天送到，请留意电话。", rules())).toEqual({});
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(judgeOutgoing(text, rules({ banned: [], selling: [], despite: true }))).toEqual({});
      }),
    );
  });
});

describe("a promise whose time is over", () => {
  const over = [{ title: "双十一", texts: ["下单满 300 元送滤网一个。如有问题请随时联系我们！"] }];

  it("is told with the entry that made it, also in the middle of other words", () => {
    const text = "好的，下单满300元送滤网一个，您看可以吗";
    expect(promiseOverIn(text, over)).toEqual({
      code: "promise_over",
      word: "下单满 300 元送滤网一个",
      title: "双十一",
    });
    expect(codeOf(text, { over })).toBe("promise_over");
    expect(codeOf(text, { over, despite: true })).toBeUndefined();
  });

  it("is none where the entry only said what everybody says", () => {
    expect(promiseOverIn("如有问题请随时联系我们", over)).toBeUndefined();
  });
});

describe("a day that is over", () => {
  it.each([
    ["11月11日前下单都有赠品", "11月11日前"],
    ["满减活动到11月20号", "活动到11月20号"],
    ["优惠券有效期至2026-11-26", "有效期至2026-11-26"],
    ["赠品送到 11/26 为止", "11/26 为止"],
    ["去年的券截止12月31日", "截止12月31日", Date.parse("2027-01-05T04:00:00Z")],
  ])("is found in %s", (text, word, at = AT) => {
    expect(dateOverIn(text, at, ZONE)?.replace(/^到\s*/u, "")).toBe(word);
  });

  it.each([
    "11月27日前下单都有赠品",
    "12月1日前下单都有赠品",
    "满减活动到1月5日",
    "您11月1日买的锅已在保修期内",
    "您 11月1日前下的单已经发货",
    "2月30日前下单都有赠品",
    "型号 11-11 送滤网",
  ])("is none in %s", (text) => {
    expect(dateOverIn(text, AT, ZONE)).toBeUndefined();
  });
});
