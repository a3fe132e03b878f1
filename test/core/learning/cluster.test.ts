import { describe, expect, it } from "@jest/globals";

import { clustering, clusterQuestions } from "../../../src/core/learning/cluster.ts";
import { looksPersonal } from "../../../src/core/learning/personal.ts";
import { eachOnce, isImpatience, type Question, type Want } from "../../../src/core/learning/question.ts";

const asked = (text: string, at: number, want: Want = "unanswered"): Question => ({
  conversationId: `c${at}`,
  seq: 1,
  at,
  want,
  text,
});
const shown = (questions: readonly Question[]) =>
  clusterQuestions(questions).map(({ forms }) => forms.map(({ text }) => text));

const QUESTIONS = [
  "能不能刻字",
  "可以刻字吗",
  "有刻字服务吗",
  "发票抬头填错了",
  "抬头填错了怎么办",
  "运费谁出",
].map((text, n) => asked(text, n + 1));

describe("questions that nobody answered", () => {
  it("are gathered by what they ask, most asked first", () => {
    expect(shown(QUESTIONS).map((forms) => forms.toSorted())).toEqual([
      ["可以刻字吗", "有刻字服务吗", "能不能刻字"].toSorted(),
      ["发票抬头填错了", "抬头填错了怎么办"].toSorted(),
      ["运费谁出"],
    ]);
  });

  it("make the same clusters in whatever order they come", () => {
    const clusters = shown(QUESTIONS);
    expect(shown(QUESTIONS.toReversed())).toEqual(clusters);
    expect(shown([...QUESTIONS.slice(3), ...QUESTIONS.slice(0, 3)])).toEqual(clusters);
  });

  it("are one form where only signs, width or politeness differ, told as it was written last", () => {
    const [cluster] = clusterQuestions([asked("可以刻字吗", 1), asked("請問可以刻字嗎？", 2)]);
    expect(cluster?.forms).toHaveLength(1);
    expect(cluster?.forms[0]).toMatchObject({ text: "請問可以刻字嗎？" });
    expect(cluster?.questions).toHaveLength(2);
  });

  it("are not taken for one because of the words that every question has", () => {
    expect(
      shown([asked("可以退货吗", 1), asked("可以刻字吗", 2), asked("你们什么时候有活动", 3)]),
    ).toHaveLength(3);
  });

  it("let others have their turn while many are gathered", () => {
    const many = Array.from({ length: 501 }, (_, n) =>
      asked(`${["锅盖", "滤网", "底座"][n % 3]}第${n}个怎么拆`, n),
    );
    const run = clustering(many);
    let turns = 0;
    for (let step = run.next(); step.done !== true; step = run.next()) turns += 1;
    expect(turns).toBe(10);
  });

  it("count once each, by their gravest reason, the newest first", () => {
    const twice = { ...asked("可以刻字吗", 5), want: "rejected" } as const;
    expect(eachOnce([asked("可以刻字吗", 5), asked("运费谁出", 9), twice])).toEqual([
      asked("运费谁出", 9),
      twice,
    ]);
  });
});

describe("somebody who waits", () => {
  it.each(["快点", "人呢", "等了好久了", "怎么没人回我啊"])("asks nothing by %s", (text) => {
    expect(isImpatience(text)).toBe(true);
  });

  it.each(["快递到哪了", "急单能加急吗", "等级怎么升", "催单在哪里点", "没人签收怎么办"])(
    "does by %s",
    (text) => {
      expect(isImpatience(text)).toBe(false);
    },
  );
});

describe("what may tell who somebody is", () => {
  it.each([
    "电话13812345678什么时候送",
    "订单 2024 1123 0099 到哪了",
    "发到 abc@example.com",
    "我叫王小明，帮我查一下",
    "寄到朝阳区建国路",
    "3栋2单元门口",
    "看 https://example.com",
  ])("is seen: %s", (text) => {
    expect(looksPersonal(text)).toBe(true);
  });

  it.each(["可以刻字吗", "满200减20怎么用", "AF3501和AF3502有什么区别", "我是会员能打折吗", "市区能送吗"])(
    "is not suspected everywhere: %s",
    (text) => {
      expect(looksPersonal(text)).toBe(false);
    },
  );
});
