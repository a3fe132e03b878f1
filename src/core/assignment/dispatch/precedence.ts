import { isOvernight, type LiveContact } from "../live/contact.ts";
import type { LiveQueue } from "../live/queue.ts";
import type { LiveWorld } from "../live/world.ts";
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
  return isOvernightsTurn(turnsOf(queue)) ? TURNS : LAST;
}

/** One is of the night, the other not, and neither has precedence. */
export const takeTurns = (one: LiveContact, other: LiveContact): boolean =>
  isOvernight(one) !== isOvernight(other) && !hasPrecedence(one) && !hasPrecedence(other);

/** Of the public, or promoted: before whoever waits in order. */
export const hasPrecedence = (contact: LiveContact): boolean => precedenceOf(contact) < TURNS;

const TURNS = 2;
const IN_ORDER = 3;
const LAST = 4;

export const turnsOf = ({ rules, turnsSinceOvernight }: LiveQueue): Turns => ({
  oneIn: rules.overnightOneIn,
  since: turnsSinceOvernight,
});

/** Whose turn it is next, whether or not both wait just now. */
export function countTurn(world: LiveWorld, contact: LiveContact): void {
  const { queue } = contact;
  const was = isOvernightsTurn(turnsOf(queue));
  queue.turnsSinceOvernight = isOvernight(contact) ? 0 : queue.turnsSinceOvernight + 1;
  if (!was && isOvernightsTurn(turnsOf(queue))) world.precedenceOpened += 1;
}

export const precedenceName = (rank: number): (typeof PRECEDENCES)[number] => PRECEDENCES[rank] ?? "order";

export const mayPromote = ({ rules, offersSincePromoted }: LiveQueue): boolean =>
  rules.promote !== undefined && offersSincePromoted >= rules.promote.oneIn - 1;

/** Precedence, then order. */
export const compareInOrder = (one: Placed, other: Placed): number =>
  precedenceOf(one.contact) - precedenceOf(other.contact) || compareKeys(one.key, other.key);
