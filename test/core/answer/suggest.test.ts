import { describe, expect, it } from "@jest/globals";

import { fold } from "../../../src/core/answer/fold.ts";
import { type Line, openQuestion } from "../../../src/core/answer/suggest/open-question.ts";
import { createShelf } from "../../../src/core/answer/suggest/shelf.ts";
import { bestOf, type Candidate, surenessOf } from "../../../src/core/answer/suggest/suggest.ts";

/** "fan: words", numbered from 1. */
const thread = (...lines: readonly string[]): readonly Line[] =>
  lines.map((line, index) => {
    const [author = "", text = ""] = line.split(": ");
    return { seq: index + 1, author: author as Line["author"], text: text === "" ? null : text };
  });

describe("the open question of a thread", () => {
  it("is what the fan has written since anything of ours, as one text", () => {
    expect(openQuestion(thread("fan: 你好", "bot: 您好", "fan: 空气炸锅", "fan: 能不能退"))).toEqual({
      seq: 4,
      text: "空气炸锅 能不能退",
    });
  });

  it("is what she came for, where she has only asked for a person, chosen, thanked or shown a picture since", () => {
    const lines = thread(
      "fan: 发票抬头填错了",
      "bot: 没听懂",
      "fan: 转人工",
      "bot: 好的",
      "fan: 谢谢",
      "fan: 2",
      "fan: ",
    );
    expect(openQuestion(lines)).toEqual({ seq: 1, text: "发票抬头填错了" });
  });

  it("is none once a person has answered, until she asks anew", () => {
    const answered = thread("fan: 怎么退货", "agent: 七天内可以退。", "fan: 好的谢谢");
    expect(openQuestion(answered)).toBeUndefined();
    expect(openQuestion([...answered, { seq: 4, author: "fan", text: "运费谁出" }])).toMatchObject({
      seq: 4,
    });
    expect(openQuestion([])).toBeUndefined();
  });
});

describe("a shelf of canned replies", () => {
  const shelf = createShelf([
    { title: "退款说明", body: "退款原路退回，一般三个工作日到账。" },
    { title: "查订单", body: "您的订单{{订单号}}已发出。" },
    { title: "查订单", body: "同名的第二条" },
    { title: "开发票", body: "请提供抬头与税号。" },
  ]);

  it("gives what is meant first, surer the more of it was asked, and certain of its title word for word", () => {
    const [first] = shelf(fold("退款要几天到账"), 3);
    expect(first).toMatchObject({ index: 0 });
    expect(first?.confidence).toBeGreaterThan(0.2);
    expect(first?.confidence).toBeLessThan(1);
    expect(shelf(fold("开发票"), 3)[0]).toEqual({ index: 3, confidence: 1 });
    expect(shelf(fold("查订单？"), 1)).toEqual([{ index: 1, confidence: 1 }]);
  });

  it("has nothing for what shares no gram with it, and can be empty", () => {
    expect(shelf(fold("钢琴"), 3)).toEqual([]);
    expect(createShelf([])(fold("退款"), 3)).toEqual([]);
  });
});

describe("what is suggested", () => {
  const candidate = (id: string, confidence: number, change: Partial<Candidate> = {}): Candidate => ({
    kind: "entry",
    id,
    version: 1,
    title: id,
    text: id,
    confidence,
    ...change,
  });

  it("are the three best of entries and canned replies, each text once, and nothing that is hardly likely", () => {
    const found = bestOf([
      candidate("a", 0.4),
      candidate("b", 0.9),
      candidate("c", 0.05),
      candidate("canned", 0.4, { kind: "canned" }),
      candidate("same", 0.4, { kind: "canned", text: "a" }),
      candidate("d", 0.3),
    ]);
    expect(found.map(({ id }) => id)).toEqual(["b", "a", "canned"]);
    expect(bestOf([candidate("c", 0.05)])).toEqual([]);
  });

  it("is called as sure as the bot would be of it", () => {
    const marks = { threshold: 0.5, askFrom: 0.3 };
    expect([0.5, 0.49, 0.3, 0.29].map((confidence) => surenessOf(confidence, marks))).toEqual([
      "high",
      "fair",
      "fair",
      "low",
    ]);
  });
});
