import { describe, expect, it } from "@jest/globals";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { DEAD_LETTER } from "../../../src/core/contact/hear.ts";
import type { Floor } from "../../../src/core/seating/floor.ts";
import { HOUR, MINUTE } from "../../../src/core/kernel/instant.ts";
import { defaultSettings, type SettingKey } from "../../../src/core/setting/registry.ts";
import { emptyFloor, staffedFloor, WRAP_MS } from "../../support/floor.ts";
import { eventOf, wordless } from "./contents.ts";
import { createThread, NOON, type ThreadOptions } from "./hearing.ts";
import { samples } from "./lives.ts";

const notice = (key: SettingKey, time = "") => ({
  said: { kind: "text", text: String(defaultSettings[key]).replace("{time}", time) },
  class: "notice",
});
const { offered, accepted, ended, replied, orphaned } = samples;
const unfollowed = eventOf({ name: "unfollowed" });
const anything = ["person", "ship", "hi", "thanks", "1", "nonsense", ...wordless];

/** A thread whose fan asked for a person, and what followed. */
function waiting(options: ThreadOptions = {}, ...events: readonly ContactEvent[]) {
  const thread = createThread(options);
  const handed = thread.hear("person");
  if (events.length > 0) thread.step(...events);
  return { thread, handed };
}

describe("a fan who asks for a person", () => {
  it("waits in her account's queue and is told so once; from then on the bot is silent", () => {
    const { thread, handed } = waiting();
    expect(handed.outcome).toEqual({ state: "waiting", rule: "person_wished" });
    expect(handed.contactEvents).toMatchObject([{ code: "queued", reason: "asked", queue: "queue", seq: 1 }]);
    expect(handed.say).toEqual(notice("notice.handedOver"));
    expect(thread.contact).toMatchObject({ state: "queued", queueReason: "asked", queueId: "queue" });
    expect(thread.contact).not.toHaveProperty("dueAt");

    for (const content of anything) {
      const { outcome, contactEvents, say } = thread.hear(content);
      expect(outcome).toEqual({ state: "waiting", rule: "queued" });
      expect(contactEvents).toMatchObject([{ code: "waited" }]);
      expect(say).toBeUndefined();
    }
  });

  it("keeps her place while she is offered to somebody", () => {
    const { thread } = waiting({}, offered);
    const { outcome, contact, say } = thread.hear("person");
    expect(outcome).toEqual({ state: "waiting", rule: "offered" });
    expect(contact).toMatchObject({ state: "offered", enqueuedAt: NOON });
    expect(say).toBeUndefined();
  });

  it.each([[[]], [[offered]]])("is let go where she leaves the account (after %j)", (events) => {
    const { outcome, contact } = waiting({}, ...events).thread.hear(unfollowed);
    expect(outcome).toEqual({ state: "ignored", rule: "unfollowed" });
    expect(contact).toMatchObject({ state: "abandoned", resolution: "unfollowed" });
    expect(contact).not.toHaveProperty("offer");
  });
});

describe("a fan who writes while nobody is signed in", () => {
  const options = { floor: () => emptyFloor };

  it("leaves a message, and is told until when it is answered", () => {
    const { handed } = waiting(options);
    expect(handed.outcome).toEqual({ state: "waiting", rule: "person_wished" });
    // 20:00 in Shanghai: an hour later they have just not closed.
    expect(handed.contact).toMatchObject({
      state: "left_message",
      queueId: "queue",
      queueReason: "asked",
      promisedAt: NOON + HOUR,
      enqueuedAt: NOON,
    });
    expect(handed.say).toEqual(notice("notice.leftMessage", "今天 21:00"));
  });

  it("goes on with the same request, in its place", () => {
    const { thread, handed } = waiting(options);
    const { contact, outcome, say } = thread.hear("one more thing");
    expect(outcome).toEqual({ state: "waiting", rule: "left_message" });
    expect(contact).toMatchObject({ id: handed.contact?.id, state: "left_message", promisedAt: NOON + HOUR });
    expect(say).toBeUndefined();
    expect(thread.hear(unfollowed).contact?.state).toBe("abandoned");
  });

  it("is first of all told what to do where there is danger", () => {
    const { contact, say } = createThread(options).hear("smoke");
    expect(contact).toMatchObject({ state: "left_message", queueReason: "risk" });
    const { said } = notice("notice.riskLeft", "今天 21:00");
    expect(say?.said).toEqual({ ...said, text: `${defaultSettings["notice.risk"]}\n${said.text}` });
  });

  it("gets the bot's answers as at any hour", () => {
    expect(createThread(options).hear("ship").outcome).toEqual({ state: "answered", rule: "matched" });
  });

  it("is told where everybody left while she was waiting", () => {
    let floor: Floor = staffedFloor;
    const { thread, handed } = waiting({ floor: () => floor });
    floor = emptyFloor;
    const { contact, outcome, say } = thread.hear("hello?");
    expect(outcome).toEqual({ state: "waiting", rule: "unstaffed" });
    expect(contact).toMatchObject({ id: handed.contact?.id, state: "left_message", queueReason: "asked" });
    expect(say).toEqual(notice("notice.leftMessage", "今天 21:00"));
  });

  it("is promised nothing where she is not told: nobody answers a dead letter by the clock", () => {
    const { contact, say } = createThread(options).hear(DEAD_LETTER);
    expect(contact).toMatchObject({ state: "queued", queueReason: "message_dead" });
    expect(say).toBeUndefined();
  });

  it("finds only her own queue staffed or not", () => {
    const floor: Floor = { ...staffedFloor, staffed: (queueId) => queueId === "another" };
    expect(waiting({ floor: () => floor }).thread.contact?.state).toBe("left_message");
  });
});

describe("a fan who asks how long her wait is", () => {
  const told = (ahead: number | undefined, words: string) =>
    waiting({ floor: () => ({ ...staffedFloor, ahead: () => ahead }) }).thread.hear(words);

  it("is told how many wait before her, as an answer that costs no notice, and waits on", () => {
    for (const words of ["前面还有几个人？", "还要多久", "到我了吗", "how long?"]) {
      const { say, outcome, contact, contactEvents } = told(3, words);
      expect(outcome).toEqual({ state: "waiting", rule: "place_told" });
      expect(say).toMatchObject({ class: "faq", said: { text: expect.stringContaining("还有 3 位") } });
      expect(contactEvents).toEqual([{ code: "waited", seq: 3 }]);
      expect(contact).toMatchObject({ state: "queued", enqueuedAt: NOON });
    }
  });

  it("is told that she is next, and no number where they are too many to count", () => {
    expect(told(0, "排到我了吗").say?.said).toMatchObject({ text: expect.stringContaining("下一位就是您") });
    expect(told(undefined, "排第几").say?.said).toMatchObject({ text: expect.stringContaining("人很多") });
  });

  it("is not told what she did not ask for", () => {
    for (const words of [
      "订单 8001 多久能到货，我等了三天了，一直没有发货呢，请帮我看看吧",
      "在吗",
      "多久发货",
    ])
      expect(told(3, words).say).toBeUndefined();
  });
});

describe("a fan whom an agent has", () => {
  const talking = (options: ThreadOptions = {}) => waiting(options, offered, accepted, replied).thread;

  it("is heard by the agent alone, whatever she writes", () => {
    for (const content of [...anything, eventOf({ name: "menu_tapped", key: "key_ship" }), DEAD_LETTER]) {
      const { contactEvents, contact, outcome, say } = talking().hear(content);
      expect(outcome.state).toBe(content === DEAD_LETTER ? "dead" : "waiting");
      expect(contactEvents).toEqual([{ code: "heard", seq: 3 }]);
      expect(contact).toMatchObject({ state: "active", ownerId: "amy", waitingSince: NOON });
      expect(say).toBeUndefined();
    }
  });

  it("ends the talk by leaving the account, and the agent says what it was", () => {
    const { contact, contactEvents, outcome } = talking().hear(unfollowed);
    expect(outcome).toEqual({ state: "ignored", rule: "unfollowed" });
    expect(contactEvents).toEqual([{ code: "ended", by: "fan", dueAt: NOON + WRAP_MS, seq: 3 }]);
    expect(contact).toMatchObject({ state: "wrapup", ownerId: "amy", talkEndedBy: "fan" });
  });

  it("goes to the next one, in her place, when she writes and her agent is gone", () => {
    let floor: Floor = staffedFloor;
    const thread = talking({ floor: () => floor });
    thread.step(orphaned);
    floor = { ...staffedFloor, signedIn: () => false };
    const { contact, say } = thread.hear("hello?");
    expect(contact).toMatchObject({ state: "queued", queueReason: "orphaned", enqueuedAt: NOON });
    expect(contact).not.toHaveProperty("ownerId");
    expect(say).toEqual(notice("notice.orphaned"));
  });

  it("stays with an agent who has signed in again, or has only just signed in", () => {
    const back = talking();
    back.step(orphaned);
    expect(back.hear("hello?").contact?.state).toBe("active");
    // The snapshot of who is there may be a moment old.
    const quick = talking({ floor: () => ({ ...staffedFloor, signedIn: () => false }) });
    expect(quick.hear("hello?").contact?.state).toBe("active");
  });

  it("leaves a message where her agent is gone and nobody else is there", () => {
    let floor: Floor = staffedFloor;
    const thread = talking({ floor: () => floor });
    thread.step(orphaned);
    floor = emptyFloor;
    const { contact, say } = thread.hear("hello?");
    expect(contact).toMatchObject({ state: "left_message", queueReason: "orphaned" });
    expect(say).toEqual(notice("notice.leftMessage", "今天 21:00"));
  });
});

describe("a fan who writes after a talk", () => {
  /** The agent ended it at noon; the fan writes so much later. */
  function after(pause: number, options: ThreadOptions = {}) {
    let now = NOON;
    const { thread } = waiting({ ...options, at: () => now }, offered, accepted, ended);
    now += pause;
    return thread;
  }

  it("goes on with it in a new contact that prefers the same agent, and is told so once", () => {
    const thread = after(MINUTE);
    const { contact, contactEvents, outcome, say } = thread.hear("ship");
    expect(outcome).toEqual({ state: "waiting", rule: "reopened" });
    expect(contactEvents).toMatchObject([
      {
        code: "queued",
        reason: "reopened",
        queue: "queue",
        opens: { ticketId: "id 1", reopens: { contactId: "id 2", staffId: "amy" } },
      },
    ]);
    expect(contact).toMatchObject({
      state: "queued",
      ticketId: "id 1",
      parentContactId: "id 2",
      preferId: "amy",
      enqueuedAt: NOON + MINUTE,
    });
    expect(say).toEqual(notice("notice.reopened"));
    expect(thread.hear("ship").say).toBeUndefined();
  });

  it.each([...wordless.slice(0, 1), "hi", "person", "nonsense"])(
    "is somebody's matter again: %j",
    (content) => {
      expect(after(23 * HOUR).hear(content).contact).toMatchObject({ queueReason: "reopened" });
    },
  );

  it("wakes nobody with thanks", () => {
    const { contactEvents, conversationEvent, outcome, say } = after(MINUTE).hear("thanks");
    expect(outcome).toEqual({ state: "ignored", rule: "courtesy" });
    expect(conversationEvent).toEqual({ code: "noted", seq: 3, rule: "courtesy" });
    expect(contactEvents).toEqual([]);
    expect(say).toBeUndefined();
  });

  it.each(["1", "5", "③", "4️⃣", "5分"])("wakes nobody with a rating soon after: %s", (text) => {
    expect(after(30 * MINUTE).hear(text)).toMatchObject({
      outcome: { state: "ignored", rule: "rating" },
      contactEvents: [],
    });
    expect(after(31 * MINUTE).hear(text).outcome.rule).toBe("reopened");
  });

  it.each(["0", "6", "15", "5天"])("does not take %s for a rating", (text) => {
    expect(after(MINUTE).hear(text).outcome.rule).toBe("reopened");
  });

  it("is in danger as at any time", () => {
    const { contact, say } = after(MINUTE).hear("smoke");
    expect(contact).toMatchObject({ queueReason: "risk", preferId: "amy" });
    expect(say).toEqual(notice("notice.risk"));
  });

  it("leaves a message where nobody is there any more", () => {
    let floor: Floor = staffedFloor;
    const thread = after(13 * HOUR, { floor: () => floor });
    floor = emptyFloor;
    const { contact, say } = thread.hear("ship");
    expect(contact).toMatchObject({
      state: "left_message",
      queueReason: "reopened",
      preferId: "amy",
      parentContactId: "id 2",
    });
    expect(say).toEqual(notice("notice.leftMessage", "今天 10:00"));
  });

  it("is a newcomer again once the window is over", () => {
    expect(after(24 * HOUR).hear("ship").outcome.rule).toBe("reopened");
    const { contact, outcome } = after(24 * HOUR + 1).hear("ship");
    expect(outcome).toEqual({ state: "answered", rule: "matched" });
    expect(contact).not.toHaveProperty("parentContactId");
  });

  it("has the menu's answers from the bot, as always", () => {
    const { contact, outcome } = after(MINUTE).hear(eventOf({ name: "menu_tapped", key: "key_ship" }));
    expect(outcome).toEqual({ state: "answered", rule: "menu" });
    expect(contact).not.toHaveProperty("parentContactId");
    expect(contact?.ticketId).not.toBe("id 1");
  });
});
