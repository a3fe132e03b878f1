import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { apply, foldContact, isLegal } from "../../../src/core/contact/apply.ts";
import { type Contact, isOpen, isWaiting } from "../../../src/core/contact/contact.ts";
import type { ContactEvent } from "../../../src/core/contact/event.ts";
import { AT, codes, lived, OPENED, samples } from "./lives.ts";

/** Any life: what does not fit the state is left out. */
const life = fc
  .array(fc.tuple(fc.constantFrom(...codes), fc.nat(100_000)), { maxLength: 60 })
  .map((steps) => {
    let contact = lived();
    let at = AT;
    const told: { event: ContactEvent; at: number }[] = [{ event: OPENED, at }];
    for (const [code, pause] of steps) {
      at += pause;
      if (!isLegal(contact.state, code)) continue;
      contact = apply(contact, samples[code], at);
      told.push({ event: samples[code], at });
    }
    return told;
  });

describe("any legal life of a contact", () => {
  it("keeps these promises at every step", () => {
    fc.assert(
      fc.property(life, (told) => {
        told.forEach((_, index) => {
          const contact = foldContact("contact", told.slice(0, index + 1));
          const before = index === 0 ? undefined : foldContact("contact", told.slice(0, index));
          expectPromises(contact, before);
          expect(contact.eventSeq).toBe(index + 1);
        });
      }),
      { numRuns: 150 },
    );
  });
});

function expectPromises(contact: Contact, before: Contact | undefined): void {
  const has = (field: keyof Contact): boolean => contact[field] !== undefined;
  const among = (...these: readonly Contact["state"][]): boolean => these.includes(contact.state);
  const wasServed = contact.resolution === "wrapped_up";
  expect(has("ownerId")).toBe(among("active", "wrapup") || wasServed);
  expect(has("sessionId") && !among("active", "wrapup")).toBe(false);
  expect(has("offer")).toBe(among("offered"));
  expect(has("talkEndedAt")).toBe(among("wrapup") || wasServed);
  expect(has("talkEndedBy")).toBe(has("talkEndedAt"));
  expect(has("endedAt")).toBe(among("closed", "abandoned"));
  expect(has("resolution")).toBe(has("endedAt"));
  expect(has("promisedAt") && among("bot", "queued", "offered", "active")).toBe(false);
  expect(!has("waitingSince") && isWaiting(contact)).toBe(false);
  expect(has("waitingSince") && (among("bot", "closed", "abandoned") || has("owedSince"))).toBe(false);
  expect(!has("enqueuedAt") && among("queued", "offered", "active", "wrapup", "left_message")).toBe(false);
  expect(has("dueAt") && among("queued", "active", "left_message", "closed", "abandoned")).toBe(false);
  expect(has("dueAt")).toBe(among("bot", "offered") || (among("wrapup") && !has("owedSince")));
  expect(has("ratingDueAt") && !among("wrapup", "closed")).toBe(false);
  expect(has("turn") && !among("bot")).toBe(false);
  expect(contact.asked.length > 0 && !among("bot")).toBe(false);
  expect(isOpen(contact)).toBe(!among("wrapup", "closed", "abandoned"));
  // Her place in the line, and the moments of the first time, are for ever.
  for (const field of ["enqueuedAt", "acceptedAt", "firstReplyAt", "createdAt"] as const) {
    if (before?.[field] !== undefined) expect(contact[field]).toBe(before[field]);
  }
}
