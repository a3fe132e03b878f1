import { precedenceOf, takeTurns, turnsOf } from "../dispatch/precedence.ts";
import { isOvernight, type LiveContact } from "../live/contact.ts";
import { nightsBefore, othersBefore } from "../order/overnight.ts";
import { countBefore, firstOf } from "../order/sorted-list.ts";
import type { Bucket } from "./bucket.ts";

/** How many of its queue's waiting contacts come before it; only of buckets that matter, where that is asked. */
export function countAhead(contact: LiveContact, matters: (bucket: Bucket) => boolean = () => true): number {
  const { queue, key } = contact;
  if (key === undefined) return 0;
  let ahead = 0;
  let others = 0;
  for (const bucket of queue.buckets.values()) {
    const first = firstOf(bucket.contacts);
    if (first === undefined || !matters(bucket)) continue;
    if (takeTurns(first.contact, contact)) {
      others += bucket.contacts.size;
      continue;
    }
    const rank = precedenceOf(first.contact) - precedenceOf(contact);
    if (rank < 0) ahead += bucket.contacts.size;
    else if (rank === 0) ahead += countBefore(bucket.contacts, { contact, key });
  }
  return withTurns(contact, ahead, others);
}

/** Behind so many that it takes no turns with, of so many with which it does: how many come before it in all. */
export function withTurns(contact: LiveContact, ahead: number, others: number): number {
  const turns = turnsOf(contact.queue);
  const theirs = isOvernight(contact) ? othersBefore(ahead, turns) : nightsBefore(ahead, turns);
  return ahead + Math.min(others, theirs);
}
