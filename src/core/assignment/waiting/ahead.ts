import { countBefore, firstOf } from "../order/sorted-list.ts";
import { precedenceOf } from "../dispatch/precedence.ts";
import type { LiveContact } from "../live/contact.ts";
import type { Bucket } from "./bucket.ts";

/** How many of its queue's waiting contacts come before it; only of buckets that matter, where that is asked. */
export function countAhead(contact: LiveContact, matters: (bucket: Bucket) => boolean = () => true): number {
  const { queue, key } = contact;
  if (key === undefined) return 0;
  let ahead = 0;
  for (const bucket of queue.buckets.values()) {
    const first = firstOf(bucket.contacts);
    if (first === undefined || !matters(bucket)) continue;
    const rank = precedenceOf(first.contact) - precedenceOf(contact);
    if (rank < 0) ahead += bucket.contacts.size;
    else if (rank === 0) ahead += countBefore(bucket.contacts, { contact, key });
  }
  return ahead;
}
