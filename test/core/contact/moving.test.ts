import { describe, expect, it } from "@jest/globals";
import { apply, foldContact } from "../../../src/core/contact/apply.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";

const AT = 1_000_000;
const opens = { ticketId: "t", dueAt: AT };
const queued: ContactEvent = { code: "queued", reason: "asked", queue: "q", opens };
const accepted: ContactEvent = { code: "accepted", staff: "amy", session: "s", mode: "auto", units: 2 };
const lived = (...events: readonly ContactEvent[]) =>
  foldContact(
    "c",
    events.map((event, index) => ({ event, at: AT + index })),
  );

describe("a contact that waited too long", () => {
  it("keeps its place in the next queue, where the longest wait is counted anew", () => {
    const moved = { code: "queued", reason: "overflow", queue: "next" } as const;
    expect(apply(lived(queued), moved, AT + 9)).toMatchObject({
      queueId: "next",
      enqueuedAt: AT,
      enteredAt: AT + 9,
    });
  });
});

describe("a contact that its agent passed on", () => {
  const passed = { code: "queued", reason: "transferred", queue: "next", sender: "amy" } as const;

  it("waits at the age that it has, holds nothing of hers, and names her", () => {
    const contact = apply(lived(queued, accepted), passed, AT + 9);
    expect(contact).toMatchObject({
      state: "queued",
      queueId: "next",
      enqueuedAt: AT,
      sentBy: "amy",
      transfers: 1,
    });
    expect(contact).not.toHaveProperty("ownerId");
    expect(contact).not.toHaveProperty("units");
  });

  it("waits anew where she says so", () => {
    const contact = apply(lived(queued, accepted), { ...passed, keepsAge: false }, AT + 9);
    expect(contact.enqueuedAt).toBe(AT + 9);
  });
});
