import { describe, expect, it } from "@jest/globals";
import type { Content } from "../../../src/core/channel/content.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { eventOf } from "./contents.ts";
import { createThread, NOON, type ThreadOptions } from "./hearing.ts";

const PAUSE = defaultSettings["turn.pauseMs"];
const LONGEST = defaultSettings["turn.waitMsMax"];
const IDLE = defaultSettings["bot.idleMs"];
const picture: Content = { kind: "image", mediaId: "m" };

/** A thread whose bot waits for more pieces, and its clock. */
function turning(options: ThreadOptions = {}) {
  const clock = { now: NOON };
  const thread = createThread({ ...options, at: () => clock.now, settings: { "turn.pauseMs": PAUSE } });
  return { thread, clock };
}

describe("a piece of what a fan says", () => {
  it.each([
    ["hi", "opener"],
    ["nonsense", "below_threshold"],
    ["which", "close"],
    [picture, "unreadable"],
  ] as const)("is kept without a word: %j", (content, rule) => {
    const { contact, contactEvents, outcome, say } = turning().thread.hear(content);
    expect(outcome).toEqual({ state: "waiting", rule: "turn" });
    expect(contactEvents).toEqual([
      {
        code: "paused",
        seq: 1,
        rule,
        dueAt: NOON + PAUSE,
        opens: { ticketId: "id 1", dueAt: NOON + IDLE },
      },
    ]);
    expect(contact).toMatchObject({ state: "bot", turn: { seq: 1, at: NOON }, dueAt: NOON + PAUSE });
    expect(say).toBeUndefined();
  });

  it("also where it would be the miss that hands over", () => {
    const { thread } = turning();
    thread.hear("nonsense");
    thread.endTurn();
    expect(thread.contact?.misses).toBe(1);
    expect(thread.hear("more nonsense").outcome.rule).toBe("turn");
    expect(thread.hear(picture).outcome.rule).toBe("turn");
  });

  it("moves the end of the turn, but not past the longest wait", () => {
    const { thread, clock } = turning();
    const dues = [0, 1_000, 2_000, 900].map((pause) => {
      clock.now += pause;
      return thread.hear("nonsense").contact?.dueAt;
    });
    expect(dues).toEqual([NOON + PAUSE, NOON + 1_000 + PAUSE, NOON + LONGEST, NOON + LONGEST]);
    expect(thread.contact?.turn).toEqual({ seq: 1, at: NOON });
  });

  it("is answered at once with what the bot is sure of", () => {
    const { thread } = turning();
    thread.hear("hi");
    const { contact, contactEvents, outcome, say } = thread.hear("ship");
    expect(outcome.state).toBe("answered");
    expect(contactEvents).toMatchObject([{ seq: 2, turn: 1, dueAt: NOON + IDLE }]);
    expect(contact).not.toHaveProperty("turn");
    expect(contact?.dueAt).toBe(NOON + IDLE);
    expect(say).toBeDefined();
  });

  it.each([
    ["smoke", "risk"],
    ["person", "asked"],
  ])("ends the turn at once with a person: %s", (text, reason) => {
    const { thread } = turning();
    thread.hear("hi");
    const { contact, say } = thread.hear(text);
    expect(contact).toMatchObject({ state: "queued", queueReason: reason });
    expect(contact).not.toHaveProperty("turn");
    expect(say).toBeDefined();
  });

  it("is a choice from the list where one is open", () => {
    const { thread } = turning();
    thread.hear("which");
    expect(thread.endTurn().contactEvents).toMatchObject([{ code: "clarified" }]);
    expect(thread.hear("2").outcome).toEqual({ state: "answered", rule: "chosen" });
  });

  it("lets the list go: what was asked is answered no more", () => {
    const { thread } = turning();
    thread.hear("which");
    thread.endTurn();
    thread.hear("nonsense");
    expect(thread.hear("2").outcome.rule).toBe("turn");
  });

  it("may be thanks or a report, over which the turn goes on", () => {
    const { thread } = turning();
    thread.hear("hi");
    expect(thread.hear("thanks").outcome.rule).toBe("courtesy");
    thread.hear(eventOf({ name: "profile_changed", subject: "fan" }));
    expect(thread.contact?.turn).toEqual({ seq: 1, at: NOON });
  });

  it("is answered at once where the setting says not to wait", () => {
    expect(createThread().hear("hi").outcome).toEqual({ state: "answered", rule: "opener" });
  });
});

describe("the end of a turn", () => {
  const after = (...contents: readonly (Content | string)[]) => {
    const { thread, clock } = turning();
    for (const content of contents) thread.hear(content);
    clock.now = NOON + PAUSE;
    return thread.endTurn();
  };

  it("answers all pieces as one text", () => {
    const { contactEvents, contact, say } = after("sh", "ip");
    expect(contactEvents).toMatchObject([{ code: "missed", seq: 2, turn: 1 }]);
    expect(say).toBeDefined();
    expect(contact?.dueAt).toBe(NOON + PAUSE + IDLE);
    // The table of these tests knows this one.
    expect(after("two", "pieces").contactEvents).toMatchObject([
      { code: "answered", seq: 2, entry: "ship", turn: 1 },
    ]);
  });

  it("hears the words in a voice, and takes a picture for none where there are words", () => {
    const voice: Content = { kind: "voice", mediaId: "m", format: "amr", recognition: "two" };
    expect(after(voice, picture, "pieces").contactEvents).toMatchObject([{ code: "answered" }]);
    expect(after(picture).contactEvents).toMatchObject([{ code: "missed", rule: "unreadable" }]);
    expect(after(picture, picture).contactEvents).toMatchObject([{ code: "queued", reason: "unreadable" }]);
  });

  it("greets once, however often the fan did", () => {
    const { contactEvents, say } = after("hi");
    expect(contactEvents).toMatchObject([{ code: "greeted", seq: 1, turn: 1 }]);
    expect(say?.said).toEqual({ kind: "text", text: defaultSettings["notice.greeting"] });
  });

  it("counts one miss, and hands over at the second in a row", () => {
    const { thread } = turning();
    thread.hear("nonsense");
    thread.hear("more");
    expect(thread.endTurn().contact?.misses).toBe(1);
    thread.hear("nonsense");
    expect(thread.endTurn().contact).toMatchObject({ state: "queued", queueReason: "missed_twice" });
  });

  it("finds the danger that no piece named alone", () => {
    expect(after("smo", "ke").contact).toMatchObject({ state: "queued", queueReason: "risk" });
  });

  it("says nothing to what was only thanks", () => {
    const { contactEvents, contact, say } = after("than", "ks");
    expect(contactEvents).toMatchObject([{ code: "noted", rule: "courtesy", turn: 1 }]);
    expect(contact).not.toHaveProperty("turn");
    expect(say).toBeUndefined();
  });
});
