import type { Instant } from "../../kernel/instant.ts";
import type { Contact } from "../contact.ts";
import type { ContactEvent } from "../event.ts";
import { spoken, without } from "./without.ts";

/** What a transfer, one that is sent back, and one that an insult ended, leave behind (seats section 2.9; days, G26, G29). */
export function passedOn(next: Contact, event: Extract<ContactEvent, { code: "queued" }>): Contact {
  const { reason, sender, from, to, returned } = event;
  if (sender === undefined) return next;
  const fresh = without(next, "passedBy", "passedFrom", "passedTo", "passedTakenAt", "isFront");
  // Neither counts as a transfer.
  if (reason === "bounced" || reason === "abuse") return { ...fresh, sentBy: sender, isFront: true };
  return {
    ...fresh,
    // Who was meant for one alone comes back to its sender where that one does not take it.
    ...(to === undefined ? { sentBy: sender } : { passedTo: to }),
    passedBy: sender,
    ...(from === undefined ? {} : { passedFrom: from }),
    transfers: (next.transfers ?? 0) + 1,
    ...(returned === true ? { returns: (next.returns ?? 0) + 1 } : {}),
  };
}

/** An offer that a transfer made, and that came to nothing: in its queue as if it had just come there. */
export const returned = (next: Contact, at: Instant): Contact =>
  next.passedTo === undefined
    ? next
    : { ...without(next, "passedTo"), returns: (next.returns ?? 0) + 1, enteredAt: at };

export const PASSING = ["passingOffer", "passingTo"] as const;

export type Passing = Extract<ContactEvent, { code: "pass_offered" | "pass_ended" | "passed" }>;

export const isPassing = (event: ContactEvent): event is Passing =>
  event.code === "pass_offered" || event.code === "pass_ended" || event.code === "passed";

/** 暖转. A try counts as a transfer, whatever comes of it: what nobody takes is a leader's. */
export function passing(next: Contact, event: Passing, at: Instant): Contact {
  if (event.code === "pass_ended") return without(next, "passedFrom", ...PASSING);
  if (event.code === "pass_offered")
    return {
      ...without(next, "passedBy", "passedFrom", "passedTakenAt", "isFront"),
      passingOffer: event.offer,
      passingTo: event.staff,
      ...(event.from === undefined ? {} : { passedFrom: event.from }),
      transfers: (next.transfers ?? 0) + 1,
    };
  const { ownerId: passedBy } = next;
  return {
    ...without(spoken(next), "units", ...PASSING),
    ownerId: event.staff,
    sessionId: event.session,
    ...(event.units === undefined ? {} : { units: event.units }),
    ...(passedBy === undefined ? {} : { passedBy }),
    passedTakenAt: at,
  };
}
