import { isOvernight, type LiveContact } from "../live/contact.ts";
import type { LiveQueue } from "../live/queue.ts";
import { PRECEDENCES } from "../live/decision.ts";
import { compareKeys } from "../order/contact-order.ts";
import { isOvernightsTurn, type Turns } from "../order/overnight.ts";
import type { Placed } from "../waiting/bucket.ts";

/**
 * 0: a public thread, while the queue's reserved slots are not all in hand: lent out when nobody of the public waits,
 * taken back by the next that is free. 1: close to its due time, in at most one of n offers. 3: the queue's order.
 * (days, G9). The night's
 * are one in n, too: 2 in their turn; else they wait for the others, 4, where there are some (G28).
 */
export function precedenceOf(contact: LiveContact): number {
  const { queue, spec, wants } = contact;
  if (spec.isPublic && queue.publicInHand < queue.rules.publicSlots) return 0;
  if (wants?.isPromoted === true && mayPromote(queue)) return 1;
  if (!isOvernight(contact) || queue.line.all.size === 0) return IN_ORDER;
  return isOvernightsTurn(turnsOf(queue)) ? 2 : LAST;
}

const IN_ORDER = 3;
const LAST = 4;

export const turnsOf = ({ rules, offersSinceOvernight }: LiveQueue): Turns => ({
  oneIn: rules.overnightOneIn,
  since: offersSinceOvernight,
});

export const precedenceName = (rank: number): (typeof PRECEDENCES)[number] => PRECEDENCES[rank] ?? "order";

export const mayPromote = ({ rules, offersSincePromoted }: LiveQueue): boolean =>
  rules.promote !== undefined && offersSincePromoted >= rules.promote.oneIn - 1;

/** Precedence, then order. */
export const compareInOrder = (one: Placed, other: Placed): number =>
  precedenceOf(one.contact) - precedenceOf(other.contact) || compareKeys(one.key, other.key);
