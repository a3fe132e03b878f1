import type { LiveContact } from "../live/contact.ts";
import type { LiveQueue } from "../live/queue.ts";
import { PRECEDENCES } from "../live/decision.ts";
import { compareKeys } from "../order/contact-order.ts";
import type { Placed } from "../waiting/bucket.ts";

/**
 * 0: a public thread, while the queue's reserved slots are not all in hand: lent out when nobody of the public waits,
 * taken back by the next that is free. 1: close to its due time, in at most one of n offers. 2: the queue's order.
 * (days, G9)
 */
export function precedenceOf(contact: LiveContact): number {
  const { queue, spec, wants } = contact;
  if (spec.isPublic && queue.publicInHand < queue.rules.publicSlots) return 0;
  return wants?.isPromoted === true && mayPromote(queue) ? 1 : 2;
}

export const precedenceName = (rank: number): (typeof PRECEDENCES)[number] => PRECEDENCES[rank] ?? "order";

export const mayPromote = ({ rules, offersSincePromoted }: LiveQueue): boolean =>
  rules.promote !== undefined && offersSincePromoted >= rules.promote.oneIn - 1;

/** Precedence, then order. */
export const compareInOrder = (one: Placed, other: Placed): number =>
  precedenceOf(one.contact) - precedenceOf(other.contact) || compareKeys(one.key, other.key);
