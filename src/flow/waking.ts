import type { Contact } from "../core/contact/contact.ts";
import type { ContactEvent } from "../core/contact/event.ts";
import type { Instant } from "../core/kernel/instant.ts";

/** Who has to look after a commit; the names are topics of the bus. turn: the bot itself, at that moment. */
export type Waking =
  | { readonly topic: "seat" | "floor" | "send" }
  | { readonly topic: "staff"; readonly staffId: string }
  | { readonly topic: "turn"; readonly at: Instant };

export type Wake = (waking: Waking) => void;

const NOBODY: readonly Waking[] = [];
const SEAT: readonly Waking[] = [{ topic: "seat" }];
const FLOOR: readonly Waking[] = [{ topic: "floor" }];

/** Whom an event of a contact wakes; `before` is the contact as it was, undefined where the event opened it. */
export function wakesOf(before: Contact | undefined, event: ContactEvent): readonly Waking[] {
  switch (event.code) {
    case "paused":
      return [{ topic: "turn", at: event.dueAt }];
    case "queued":
      return [...SEAT, ...deskOf(before)];
    case "left_message":
      return [...FLOOR, ...deskOf(before)];
    case "waited":
      // Left while nobody was there: somebody may be by now.
      return before?.state === "left_message" ? SEAT : deskOf(before);
    case "heard":
      // What was put aside takes of her agent again.
      return before?.heldSince === undefined ? deskOf(before) : [...SEAT, ...deskOf(before)];
    case "ended":
      return deskOf(before);
    case "abandoned":
      return [...SEAT, ...deskOf(before)];
    case "answered":
    case "clarified":
    case "missed":
    case "greeted":
    case "told":
    case "noted":
    case "scanned":
    case "due":
    case "closed":
      return NOBODY;
    // Whoever does these wakes by himself.
    case "offered":
    case "offer_ended":
    case "called":
    case "talked":
    case "accepted":
    case "pass_offered":
    case "pass_ended":
    case "passed":
    case "replied":
    case "held":
    case "unheld":
    case "note_added":
    case "consulted":
    case "consult_ended":
    case "joined":
    case "parted":
    case "orphaned":
    case "adopted":
    case "resumed":
    case "wrapup_owed":
    case "wrapped_up":
    case "rating_asked":
    case "rating_skipped":
    case "rated":
      return NOBODY;
  }
}

/** The desk where the contact stands, as an offer or as hers. */
function deskOf(contact: Contact | undefined): readonly Waking[] {
  const staffId = contact?.ownerId ?? contact?.offer?.staffId;
  return staffId === undefined ? NOBODY : [{ topic: "staff", staffId }];
}
