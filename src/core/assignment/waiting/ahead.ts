import { precedenceOf, turnsOf } from "../dispatch/precedence.ts";
import { isOvernight, type LiveContact } from "../live/contact.ts";
import { nightsBefore, othersBefore } from "../order/overnight.ts";
import { countBefore, firstOf } from "../order/sorted-list.ts";
import type { Bucket } from "./bucket.ts";

/** How many of its queue's waiting contacts come before it; only of buckets that matter, where that is asked. */
export function countAhead(contact: LiveContact, matters: (bucket: Bucket) => boolean = () => true): number {
  const { queue, key } = contact;
  if (key === undefined) return 0;
  const isOfNight = isOvernight(contact);
  let ahead = 0;
  let others = 0;
  for (const bucket of queue.buckets.values()) {
    const first = firstOf(bucket.contacts);
    if (first === undefined || !matters(bucket)) continue;
    const theirs = precedenceOf(first.contact);
    // With the other kind it takes turns.
    if (isOvernight(first.contact) !== isOfNight && theirs > 1) {
      others += bucket.contacts.size;
      continue;
    }
    const rank = theirs - precedenceOf(contact);
    if (rank < 0) ahead += bucket.contacts.size;
    else if (rank === 0) ahead += countBefore(bucket.contacts, { contact, key });
  }
  if (precedenceOf(contact) <= 1) return ahead;
  const turns = turnsOf(queue);
  return ahead + Math.min(others, isOfNight ? othersBefore(ahead, turns) : nightsBefore(ahead, turns));
}
