import { describe, expect, it } from "@jest/globals";
import type { Hearing } from "../../../src/core/contact/hearing.ts";
import { DAY, HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { chosenBy, CHOICES } from "../../../src/core/queue/joining/choice.ts";
import type { Choosing, Floor } from "../../../src/core/seating/floor.ts";
import { staffedFloor } from "../../support/floor.ts";
import { createThread as thread, NOON } from "./hearing.ts";

/** By the clock of the house: 20:00, an hour before it closes; it opens at 9. */
const EVENING = NOON;
const TEN_TO_NINE = EVENING + 50 * MINUTE;
const NIGHT = EVENING + 3 * HOUR;
const HALF_PAST_NINE = EVENING + 13.5 * HOUR;

const floorWith = (choosing: Choosing, floor: Partial<Floor> = {}): Floor => ({
  ...staffedFloor,
  ...floor,
  choosing: () => choosing,
});
const asks = { leadMs: 30 * MINUTE, calls: true };
const nobody = { staffed: () => false, signedIn: () => false };

const said = ({ say }: Hearing): string => (say?.said.kind === "text" ? say.said.text : "");

describe("who asks for a person shortly before closing", () => {
  const late = (choosing: Choosing = asks) => {
    let at = TEN_TO_NINE;
    const fan = thread({ at: () => at, floor: () => floorWith(choosing, { ahead: () => 2 }) });
    return { fan, asked: fan.hear("person"), pass: (ms: number) => (at += ms) };
  };

  it("waits, and is shown in the same words what else is true: her place, an answer by then, a call", () => {
    const { fan, asked } = late();
    expect(fan.contact).toMatchObject({ state: "queued", choices: ["wait", "later", "call"] });
    expect(asked.say?.class).toBe("notice");
    expect(said(asked)).toContain("1. 继续排队，前面还有 2 位");
    expect(said(asked)).toContain("2. 不用等，明天 09:30 前在这里答复您");
    expect(said(asked)).toContain("3. 不用等，明天 09:30 前给您回电");
  });

  it.each(["2", "②", "第二个", "明早吧", "留言"])("need not wait once she says %s", (words) => {
    const { fan } = late();
    const heard = fan.hear(words);
    expect(fan.contact).toMatchObject({
      state: "left_message",
      queueReason: "chose_later",
      promisedAt: HALF_PAST_NINE,
      nightDueAt: HALF_PAST_NINE,
    });
    expect(heard).toMatchObject({ outcome: { state: "waiting", rule: "chosen" }, say: { class: "faq" } });
    expect(heard.contactEvents).toMatchObject([{ code: "left_message", choice: "later", overnight: true }]);
    expect(said(heard)).toContain("明天 09:30 前");
  });

  it("is called instead where she says so, and is asked for her number", () => {
    const { fan } = late();
    const heard = fan.hear("给我回个电话吧");
    expect(fan.contact).toMatchObject({ queueReason: "chose_call", nightDueAt: HALF_PAST_NINE });
    expect(said(heard)).toContain("手机号");
  });

  it("waits on where she says so, and hears her place", () => {
    const { fan } = late();
    const heard = fan.hear("1");
    expect(fan.contact).toMatchObject({ state: "queued" });
    expect(heard.contactEvents).toMatchObject([{ code: "waited", choice: "wait" }]);
    expect(said(heard)).toContain("前面还有 2 位");
  });

  it("has chosen nothing by a number that comes after other words, or too late", () => {
    const { fan } = late();
    fan.hear("我的订单是 8812");
    fan.hear("2");
    expect(fan.contact?.state).toBe("queued");
    const slow = late();
    slow.pass(11 * MINUTE);
    slow.fan.hear("2");
    expect(slow.fan.contact?.state).toBe("queued");
  });

  it("is shown no list where the queue wants none, and no call where it calls nobody", () => {
    expect(late({ leadMs: 0, calls: true }).fan.contact).not.toHaveProperty("choices");
    expect(said(late({ leadMs: HOUR, calls: false }).asked)).not.toContain("回电");
  });

  it("is not asked what to choose in a danger", () => {
    const { fan } = late();
    const other = thread({ at: () => TEN_TO_NINE, floor: () => floorWith(asks) });
    other.hear("smoke");
    expect(other.contact).not.toHaveProperty("choices");
    expect(fan.hear("smoke").say).toBeDefined();
  });
});

describe("who asks by night", () => {
  const night = (choosing: Choosing = asks) => {
    let at = NIGHT;
    const fan = thread({
      at: () => at,
      floor: () => floorWith(choosing, at < NIGHT + 9 * HOUR ? nobody : {}),
    });
    return { fan, asked: fan.hear("person"), pass: (ms: number) => (at += ms) };
  };

  it("is promised the morning, and offered a call, but no wait that nobody would end", () => {
    const { fan, asked } = night();
    expect(fan.contact).toMatchObject({
      state: "left_message",
      nightDueAt: HALF_PAST_NINE,
      choices: ["later", "call"],
    });
    expect(said(asked)).not.toContain("继续排队");
  });

  it("is told no list of one", () => {
    const { fan, asked } = night({ leadMs: HOUR, calls: false });
    expect(fan.contact).not.toHaveProperty("choices");
    expect(said(asked)).not.toContain("1.");
  });

  it("meets her own request when she writes again: its place and its promise", () => {
    const { fan, pass } = night();
    const id = fan.contact?.id;
    const since = fan.contact?.enqueuedAt;
    pass(8 * HOUR);
    fan.hear("有人吗");
    pass(2 * HOUR);
    expect(fan.contact).toMatchObject({ id, enqueuedAt: since, nightDueAt: HALF_PAST_NINE });
    fan.step({ code: "queued", reason: "left_before" });
    fan.hear("昨晚问的那个");
    expect(fan.contact).toMatchObject({ id, state: "queued", enqueuedAt: since, nightDueAt: HALF_PAST_NINE });
  });

  it("keeps what she was promised first, whatever she is told afterwards", () => {
    const { fan, pass } = night();
    fan.step({ code: "queued", reason: "left_before" });
    pass(DAY);
    fan.step({ code: "left_message", reason: "asked", promisedAt: HALF_PAST_NINE + DAY, overnight: true });
    expect(fan.contact?.nightDueAt).toBe(HALF_PAST_NINE);
  });
});

it("by day nobody who leaves a message for an hour is one of the night", () => {
  const fan = thread({ at: () => EVENING - 4 * HOUR, floor: () => floorWith(asks, nobody) });
  fan.hear("person");
  expect(fan.contact).toMatchObject({ state: "left_message" });
  expect(fan.contact).not.toHaveProperty("nightDueAt");
});

it.each(["等一下我看看订单", "明天发货吗", "电话多少", "不要给我打电话", "3", "一共 2 个"])(
  "%s chooses none of two",
  (words) => {
    expect(chosenBy(words, CHOICES.slice(0, 2))).toBeUndefined();
    expect(chosenBy(words.replace("3", "4"), CHOICES)).toBeUndefined();
  },
);
