import type { Instant } from "../kernel/instant.ts";
import type { Contact } from "../contact/contact.ts";
import type { ContactEvent } from "../contact/event.ts";
import type { CallHappening } from "./event.ts";

export const isCalling = (event: ContactEvent): event is CallHappening & ContactEvent =>
  event.code === "called" || event.code === "talked";

/**
 * What a telephone does to a contact: it is somebody's from the first ring, and answered as she takes it. By the telephone
 * system's clock, which is the only one that saw it.
 */
export function calling(next: Contact, event: CallHappening, at: Instant): Contact {
  if (event.code === "talked") {
    const { answeredAt } = event;
    const { acceptedAt = answeredAt, firstReplyAt = answeredAt } = next;
    return { ...next, acceptedAt, firstReplyAt };
  }
  const { staff: ownerId, session, queue } = event;
  const { sessionId: _before, ...rest } = next;
  const hers: Contact = {
    ...rest,
    ownerId,
    ...(session === undefined ? {} : { sessionId: session }),
    ...(queue === undefined ? {} : { queueId: queue }),
  };
  // Taken where it did not ring first, or told late: only whose it is changes.
  if (next.state !== "bot") return hers;
  const { dueAt: _due, turn: _turn, enqueuedAt = at, ...called } = hers;
  return { ...called, asked: [], state: "active", queueReason: "called", enqueuedAt, enteredAt: at };
}
