import { describe, expect, it } from "@jest/globals";
import { DEAD_LETTER } from "../../../src/core/contact/hear.ts";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { wordless } from "./contents.ts";
import { createThread, NOON, type Thread } from "./hearing.ts";

const notice = (key: keyof typeof defaultSettings) => ({
  said: { kind: "text", text: defaultSettings[key] },
  class: "notice",
});

function threadWith(...texts: readonly string[]): Thread {
  const thread = createThread();
  for (const text of texts) thread.hear(text);
  return thread;
}

describe("a fan's first words", () => {
  it("open a contact with a ticket and a timer, and get the answer", () => {
    const thread = createThread();
    const { contact, ...hearing } = thread.hear("ship");
    expect(hearing).toEqual({
      outcome: { state: "answered", rule: "matched" },
      contactEvents: [
        {
          code: "answered",
          seq: 1,
          entry: "ship",
          version: 3,
          rule: "matched",
          // To three places.
          score: 0.877,
          rival: ["track", 0.5],
          opens: { ticketId: "id 1", dueAt: NOON + defaultSettings["bot.idleMs"] },
        },
      ],
      say: { said: { kind: "entry", entryId: "ship", version: 3 }, class: "faq" },
    });
    expect(contact).toMatchObject({ id: "id 2", ticketId: "id 1", state: "bot", eventSeq: 1 });
  });

  it("get the greeting where they only greet", () => {
    const { outcome, contactEvents, say } = createThread().hear("hi");
    expect(outcome).toEqual({ state: "answered", rule: "opener" });
    expect(contactEvents.map(({ code }) => code)).toEqual(["greeted"]);
    expect(say).toEqual(notice("notice.greeting"));
  });

  it("open nothing where they are a mere courtesy", () => {
    expect(createThread().hear("thanks")).toEqual({
      outcome: { state: "ignored", rule: "courtesy" },
      contactEvents: [],
      conversationEvent: { code: "noted", seq: 1, rule: "courtesy" },
    });
  });
});

describe("a contact with the bot", () => {
  it("is not opened again by later words", () => {
    const thread = threadWith("ship");
    const id = thread.contact?.id;
    const { contact, contactEvents } = thread.hear("ship");
    expect(contact).toMatchObject({ id, eventSeq: 2 });
    expect(contactEvents.map(({ code }) => code)).toEqual(["answered"]);
  });

  it("notes a courtesy without an answer", () => {
    const { outcome, contactEvents, say } = threadWith("ship").hear("thanks");
    expect(outcome).toEqual({ state: "ignored", rule: "courtesy" });
    expect(contactEvents).toEqual([{ code: "noted", seq: 3, rule: "courtesy" }]);
    expect(say).toBeUndefined();
  });

  it("asks with plain numbers where two are close, and takes the number", () => {
    const thread = createThread();
    const asked = thread.hear("which");
    expect(asked.say?.said).toEqual({
      kind: "text",
      text: `${defaultSettings["notice.clarify"]}\n1. title of ship\n2. title of track\n${defaultSettings["notice.clarifyEnd"]}`,
    });
    expect(asked.contact?.asked).toEqual(["ship", "track"]);
    const { outcome, say } = thread.hear("2");
    expect(outcome).toEqual({ state: "answered", rule: "chosen" });
    expect(say?.said).toEqual({ kind: "entry", entryId: "track", version: 3 });
  });

  it.each(["ship", "hi", "thanks", "nonsense"])("forgets its list at the next words, even %s", (text) => {
    const thread = threadWith("which", text);
    expect(thread.contact?.asked).toEqual([]);
    expect(thread.hear("2").outcome.rule).not.toBe("chosen");
  });

  it("forgets its list ten minutes later", () => {
    let now = NOON;
    const thread = createThread({ at: () => now });
    thread.hear("which");
    now += defaultSettings["answer.listMs"] + 1;
    expect(thread.hear("2").outcome.rule).not.toBe("chosen");
  });

  it("remembers that it has greeted", () => {
    const thread = threadWith("hi");
    expect(thread.contact?.greeted).toBe(true);
    const { say, outcome } = thread.hear("again");
    expect(outcome).toEqual({ state: "ignored", rule: "opener_again" });
    expect(say).toBeUndefined();
  });

  it("offers a person to who curses, without another place for it", () => {
    const { say, contact, contactEvents } = createThread().hear("curse");
    expect(say).toEqual(notice("notice.offered"));
    expect(contactEvents).toMatchObject([{ code: "missed", rule: "abuse", knowledge: "k" }]);
    expect(contact).not.toHaveProperty("lane");
  });

  it("hands over at the second miss in a row", () => {
    const thread = createThread();
    expect(thread.hear("nonsense").say).toEqual(notice("notice.missed"));
    const { outcome, contact, say } = thread.hear("more nonsense");
    expect(outcome).toEqual({ state: "waiting", rule: "misses_in_row" });
    expect(contact).toMatchObject({ state: "queued", queueReason: "missed_twice", enqueuedAt: NOON });
    expect(say).toEqual(notice("notice.handedOver"));
  });

  it("counts misses anew after an answer", () => {
    expect(threadWith("nonsense", "ship").hear("nonsense").outcome.state).toBe("answered");
  });

  it("speaks of danger otherwise than of an ordinary hand-over", () => {
    const { outcome, contact, say } = createThread().hear("smoke");
    expect(outcome).toEqual({ state: "waiting", rule: "risk_fire_or_electric" });
    expect(contact?.queueReason).toBe("risk");
    expect(say).toEqual(notice("notice.risk"));
  });

  it("says of each danger what fits it, and keeps what the decision was made from", () => {
    const { say, contactEvents } = createThread().hear("lawyer");
    expect(say).toEqual(notice("notice.riskClaim"));
    expect(contactEvents).toMatchObject([
      {
        code: "queued",
        rule: "risk_law_or_press",
        knowledge: "k",
        scores: [
          ["ship", 0.877],
          ["track", 0.5],
          ["coupon", 0.1],
        ],
      },
    ]);
  });
});

describe("a message without words", () => {
  it.each(wordless.filter(({ kind }) => kind !== "voice"))(
    "is asked to be put in words: $kind",
    (content) => {
      const { outcome, contactEvents, say } = createThread().hear(content);
      expect(outcome).toEqual({ state: "answered", rule: "unreadable" });
      expect(contactEvents.map(({ code }) => code)).toEqual(["missed"]);
      expect(say).toEqual(notice("notice.unreadable"));
    },
  );

  it.each(wordless.filter(({ kind }) => kind === "voice"))(
    "goes to a person at once where it was spoken",
    (voice) => {
      const { outcome, contact } = createThread().hear(voice);
      expect(outcome).toEqual({ state: "waiting", rule: "unreadable" });
      expect(contact).toMatchObject({ state: "queued", queueReason: "unreadable" });
    },
  );

  it("hands over when a second one follows", () => {
    const thread = createThread();
    thread.hear({ kind: "image", mediaId: "m" });
    const { outcome, contact, say } = thread.hear({ kind: "image", mediaId: "n" });
    expect(outcome).toEqual({ state: "waiting", rule: "unreadable" });
    expect(contact).toMatchObject({ state: "queued", queueReason: "missed_twice" });
    expect(say).toEqual(notice("notice.handedOver"));
  });

  it("counts as a miss beside misunderstood words", () => {
    expect(threadWith("nonsense").hear({ kind: "image", mediaId: "m" }).outcome.state).toBe("waiting");
  });

  it("is as many as the setting says", () => {
    const thread = createThread({ settings: { "answer.missesMax": 3 } });
    const states = [1, 2, 3].map(() => thread.hear({ kind: "image", mediaId: "m" }).outcome.state);
    expect(states).toEqual(["answered", "answered", "waiting"]);
  });

  it("is read where the platform heard words in it", () => {
    const voice = { kind: "voice", mediaId: "m", format: "amr", recognition: "ship" } as const;
    expect(createThread().hear(voice).say?.said).toEqual({ kind: "entry", entryId: "ship", version: 3 });
  });
});

describe("a dead letter", () => {
  it("brings a person, and says nothing to the fan", () => {
    const { outcome, contact, contactEvents, say } = createThread().hear(DEAD_LETTER);
    expect(outcome).toEqual({ state: "dead", rule: "attempts_used_up" });
    expect(contact).toMatchObject({ state: "queued", queueReason: "message_dead" });
    expect(contactEvents.map(({ code }) => code)).toEqual(["queued"]);
    expect(say).toBeUndefined();
  });

  it("joins those that wait already", () => {
    const { outcome, contact } = threadWith("person").hear(DEAD_LETTER);
    expect(outcome.state).toBe("dead");
    expect(contact).toMatchObject({ state: "queued", queueReason: "asked" });
  });

  it("cannot be written by a fan", () => {
    const { outcome } = createThread().hear({ kind: "unknown", type: "dead_letter", text: "" });
    expect(outcome).toEqual({ state: "answered", rule: "unreadable" });
  });
});
