import type { Contact, ContactState } from "../contact/contact.ts";
import type { ContactEvent, Opening } from "../contact/event.ts";

/** Opens the contact of a thread: it waits for a person at once, the bot has no say in public. */
export const askedFirst = (seq: number, opens: Opening): ContactEvent => ({
  code: "queued",
  reason: "public",
  seq,
  opens,
});

/** What somebody asks in a thread whose contact is open, for that contact. */
export function askedAgain({ state, sessionId }: Contact, seq: number): ContactEvent {
  if (state !== "active") return { code: "waited", seq };
  // Its agent's desk was lost: whoever is there next gets it.
  return sessionId === undefined ? { code: "queued", reason: "orphaned", seq } : { code: "heard", seq };
}

const UNOWNED: ReadonlySet<ContactState> = new Set(["queued", "offered", "left_message"]);

/**
 * What a public answer, the message of that number, means for the contact; undefined: nothing. Before anybody had it,
 * there is nothing left to do. Who wrote on the platform's own page nobody tells: whoever has it answers for it.
 */
export function answeredInPublic(
  contact: Contact,
  seq: number,
  staffId: string | undefined,
): ContactEvent | undefined {
  if (UNOWNED.has(contact.state)) return { code: "closed", resolution: "answered_in_public", seq };
  const staff = staffId ?? contact.ownerId;
  if (contact.state !== "active" || staff === undefined) return undefined;
  return { code: "replied", seq, staff, parts: 1 };
}

/** The same where a person says that it needs none; an agent who has it ends it herself. */
export const dismissedInPublic = ({ state }: Contact): ContactEvent | undefined =>
  UNOWNED.has(state) ? { code: "closed", resolution: "dismissed_in_public" } : undefined;
