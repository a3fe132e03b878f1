import { describe, expect, it } from "@jest/globals";

import { masked } from "../../../src/core/practice/mask.ts";
import { judgeReply, meanPoints } from "../../../src/core/practice/score.ts";
import { type Line, TURN_CHARS_MAX, TURNS_MAX, turnsOf } from "../../../src/core/practice/turns.ts";
import { privateIn } from "../../../src/core/social/gate.ts";

const line = (author: Line["author"], text: string | null, internal = false): Line => ({
  author,
  text,
  internal,
});

describe("a finished talk", () => {
  it("becomes turns of what she wrote and what a person answered; bot, notes, pictures and the unanswered stay out", () => {
    expect(
      turnsOf([
        line("bot", "您好"),
        line("fan", "发错货了"),
        line("bot", "这就转接"),
        line("fan", "人呢"),
        line("agent", "查一下", true),
        line("agent", "抱歉"),
        line("agent", null),
        line("agent", "马上补发"),
        line("fan", "多久"),
        line("agent", "3 天"),
        line("fan", "好"),
      ]),
    ).toEqual([
      { said: "发错货了\n人呢", answer: "抱歉\n马上补发" },
      { said: "多久", answer: "3 天" },
    ]);
    expect(turnsOf([line("agent", "回访一下"), line("fan", null)])).toEqual([]);
  });

  it("has so many turns of so many signs at most", () => {
    const long = Array.from({ length: TURNS_MAX + 5 }, () => [
      line("fan", "问".repeat(3_000)),
      line("agent", "答"),
    ]);
    const turns = turnsOf(long.flat());
    expect(turns).toHaveLength(TURNS_MAX);
    expect(turns[0]?.said).toHaveLength(TURN_CHARS_MAX);
  });
});

describe("masking", () => {
  it.each([
    ["电话13800138000，急", "电话【电话】，急"],
    ["１３８ 0013 8000", "【电话】"],
    ["打021-62345678", "打【电话】"],
    ["单号SF1234567890123到哪了", "单号【编号】到哪了"],
    ["订单 20261127-889123 没到", "订单 【编号】 没到"],
    ["一三八零零一三八零零零", "【编号】"],
    ["身份证11010519900307123X", "身份证【证件号】"],
    ["邮箱lin.xiao@example.com.cn吧", "邮箱【邮箱】吧"],
    ["看https://example.com/a?b=1 这里", "看【链接】 这里"],
    ["微信号：lin_xiao88", "【账号】"],
    ["寄到上海市浦东新区张江路88号3栋502室，谢谢", "【地址】，谢谢"],
    ["人民路12号收", "【地址】"],
    ["我叫王小明，姓名：李雷", "我叫【姓名】，姓名：【姓名】"],
    ["欧阳女士和王先生", "【姓名】女士和【姓名】先生"],
    ["小周在吗，阿美回答过", "【姓名】在吗，【姓名】回答过"],
  ])("takes out of %s what could tell who she is", (text, expected) => {
    const once = masked(text, ["小周", "阿美", "周"]);
    expect(once).toBe(expected);
    expect(masked(once, ["小周", "阿美"])).toBe(once);
    expect(privateIn(once)).toEqual([]);
  });

  it.each(["2026-11-25 发的货，3 天到", "199 元的 30ml 精华，满 200 减 20", "我叫你们客服来", "市区有店吗"])(
    "leaves what tells of nobody: %s",
    (text) => {
      expect(masked(text, [])).toBe(text);
    },
  );

  it("leaves nothing behind that the gate of public answers would find, however it is put together", () => {
    const pieces = [
      "13912345678",
      "杭州市西湖区 文三路 90号",
      "a@b.cn",
      "330106199001011234",
      "123456789012",
      "3栋2单元 501",
    ];
    for (const one of pieces)
      for (const other of pieces)
        for (const between of ["", " ", "，", "是", "\n"])
          expect(privateIn(masked(`${one}${between}${other}`, []))).toEqual([]);
  });
});

describe("the score", () => {
  const turn = { said: "多久到", answer: "抱歉让您久等，48小时内发出，3天到，请放心" };
  const banned = ["百分百"];
  const pointsOf = (reply: string) =>
    Object.fromEntries(judgeReply(reply, turn, banned).parts.map(({ what, points }) => [what, points]));

  it("is full for the answer itself, and the same whenever it is asked", () => {
    const judged = judgeReply(turn.answer, turn, banned);
    expect(judged.points).toBe(100);
    expect(judgeReply(turn.answer, turn, banned)).toEqual(judged);
  });

  it("says which facts are missing, and which promise the house does not make", () => {
    const { points, parts } = judgeReply("您好，百分百 48 小时发出", turn, banned);
    expect(parts.find(({ what }) => what === "facts")).toEqual({
      what: "facts",
      points: 13,
      max: 25,
      words: ["3"],
    });
    expect(parts.find(({ what }) => what === "promises")).toMatchObject({ points: 0, words: ["百分百"] });
    expect(points).toBeLessThan(60);
  });

  it("counts no facts where the answer named none", () => {
    const { parts, points } = judgeReply("好的，您请放心", { said: "嗯", answer: "好的，您请放心" }, banned);
    expect(parts.map(({ what }) => what)).not.toContain("facts");
    expect(points).toBe(100);
  });

  it("gives less to what is curt, endless or says something else", () => {
    expect(pointsOf("不知道")).toMatchObject({ likeness: 0, facts: 0, courtesy: 0, length: 0 });
    expect(pointsOf("啊".repeat(500))).toMatchObject({ length: 0 });
    expect(judgeReply("", turn, banned).points).toBeLessThan(30);
  });

  it("of a run is what its turns have in the middle", () => {
    expect(meanPoints([{ points: 50 }, { points: 75 }])).toBe(63);
    expect(meanPoints([])).toBe(0);
  });
});
