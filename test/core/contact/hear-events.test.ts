import { describe, expect, it } from "@jest/globals";
import { defaultSettings } from "../../../src/core/setting/registry.ts";
import { eventOf, reports } from "./contents.ts";
import { createThread, type Thread } from "./hearing.ts";

const textOf = (key: keyof typeof defaultSettings) => ({ kind: "text", text: defaultSettings[key] });

function threadWith(...texts: readonly string[]): Thread {
  const thread = createThread();
  for (const text of texts) thread.hear(text);
  return thread;
}

const withdrawn = eventOf({ name: "consent_withdrawn", subject: "fan", everything: true, info: "1" });

describe("a follow or a scan", () => {
  it.each([
    ["followed", { name: "followed", scene: "qrscene_7" }],
    ["scanned", { name: "scanned", scene: "7" }],
  ] as const)("welcomes a fan without opening a contact: %s", (rule, event) => {
    const hearing = createThread().hear(eventOf(event));
    expect(hearing).toEqual({
      outcome: { state: "answered", rule },
      contactEvents: [],
      conversationEvent: { code: "welcomed", seq: 1, rule },
      say: { said: textOf("notice.welcome"), class: "notice" },
    });
  });

  it.each([
    ["the bot", "ship"],
    ["the queue", "person"],
  ])("says nothing where a contact is open with %s", (_, text) => {
    const { outcome, contactEvents, say } = threadWith(text).hear(eventOf({ name: "scanned", scene: "7" }));
    expect(outcome).toEqual({ state: "ignored", rule: "scanned" });
    expect(contactEvents).toEqual([{ code: "noted", seq: 3, rule: "scanned" }]);
    expect(say).toBeUndefined();
  });
});

describe("an unfollow", () => {
  const left = eventOf({ name: "unfollowed" });

  it("is noted where nothing is open", () => {
    expect(createThread().hear(left)).toEqual({
      outcome: { state: "ignored", rule: "unfollowed" },
      contactEvents: [],
      conversationEvent: { code: "noted", seq: 1, rule: "unfollowed" },
    });
  });

  it("closes a contact with the bot, and the next words open another", () => {
    const thread = threadWith("ship");
    const { contact, contactEvents, outcome, say } = thread.hear(left);
    expect(outcome).toEqual({ state: "ignored", rule: "unfollowed" });
    expect(contactEvents).toEqual([{ code: "closed", resolution: "unfollowed", seq: 3 }]);
    expect(contact).toMatchObject({ state: "closed", resolution: "unfollowed" });
    expect(say).toBeUndefined();
    expect(thread.hear("ship").contact?.id).not.toBe(contact?.id);
  });

  it("ends waiting as abandoned", () => {
    expect(threadWith("person").hear(left).contact).toMatchObject({
      state: "abandoned",
      resolution: "unfollowed",
    });
  });
});

describe("a menu tap", () => {
  it("opens the entry that it names", () => {
    const { outcome, say } = createThread().hear(eventOf({ name: "menu_tapped", key: "key_ship" }));
    expect(outcome).toEqual({ state: "answered", rule: "menu" });
    expect(say).toEqual({ said: { kind: "entry", entryId: "ship", version: 3 }, class: "faq" });
  });

  it("asks for a person by the button that says so", () => {
    const { outcome, contact, say } = createThread().hear(eventOf({ name: "menu_tapped", key: "person" }));
    expect(outcome).toEqual({ state: "waiting", rule: "menu" });
    expect(contact).toMatchObject({ state: "queued", queueReason: "asked" });
    expect(say?.said).toEqual(textOf("notice.handedOver"));
  });

  it("greets where it names nothing, and counts as a miss", () => {
    const { contact, say } = createThread().hear(eventOf({ name: "menu_tapped", key: "gone" }));
    expect(say?.said).toEqual(textOf("notice.greeting"));
    expect(contact?.misses).toBe(1);
  });

  it("is kept for the person who is awaited", () => {
    const { outcome, say } = threadWith("person").hear(eventOf({ name: "menu_tapped", key: "key_ship" }));
    expect(outcome).toEqual({ state: "waiting", rule: "queued" });
    expect(say).toBeUndefined();
  });
});

describe("a withdrawal of consent", () => {
  it.each([[[]], [["ship"]]])("is a person's matter, of which the fan is not told (after %j)", (texts) => {
    const { outcome, contact, say } = threadWith(...texts).hear(withdrawn);
    expect(outcome).toEqual({ state: "waiting", rule: "consent_withdrawn" });
    expect(contact).toMatchObject({ state: "queued", queueReason: "consent_withdrawn" });
    expect(say).toBeUndefined();
  });

  it("joins what waits already", () => {
    expect(threadWith("person").hear(withdrawn).contactEvents).toEqual([{ code: "waited", seq: 3 }]);
  });
});

describe("a report of the platform", () => {
  it.each(reports)("is noted in the conversation: $name", (event) => {
    expect(createThread().hear(eventOf(event))).toEqual({
      outcome: { state: "ignored", rule: event.name },
      contactEvents: [],
      conversationEvent: { code: "noted", seq: 1, rule: event.name },
    });
  });

  it.each(reports)("is noted in the open contact and changes nothing else: $name", (event) => {
    for (const text of ["ship", "person", "which"]) {
      const thread = threadWith(text);
      const before = thread.contact;
      const { outcome, contact, say } = thread.hear(eventOf(event));
      expect(outcome).toEqual({ state: "ignored", rule: event.name });
      expect(contact).toEqual({ ...before, eventSeq: (before?.eventSeq ?? 0) + 1 });
      expect(say).toBeUndefined();
    }
  });
});
