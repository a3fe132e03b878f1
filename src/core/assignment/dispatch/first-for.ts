import type { Instant } from "../../kernel/instant.ts";
import type { LiveAgent, Membership } from "../live/agent.ts";
import type { LiveContact } from "../live/contact.ts";
import type { LiveQueue } from "../live/queue.ts";
import { isOvernightsTurn } from "../order/overnight.ts";
import { find, firstOf, scan, type SortedList } from "../order/sorted-list.ts";
import type { Placed } from "../waiting/bucket.ts";
import { fitsFrom, isDispatched, mayMeet, membershipOf, stageFor } from "./eligible.ts";
import { compareInOrder, mayPromote, turnsOf } from "./precedence.ts";

/** The contact that an agent would get now, of the best of her queues that has one for her. */
export function bestFor(agent: LiveAgent, at: Instant): Placed | undefined {
  const { memberships } = agent;
  for (let start = 0, end = 0; start < memberships.length; start = end) {
    const priority = memberships[start]?.priority;
    let best: Placed | undefined;
    for (; memberships[end]?.priority === priority && end < memberships.length; end += 1) {
      const membership = memberships[end];
      const first = membership && firstFor(agent, membership, at);
      if (first !== undefined && isBefore(first, best)) best = first;
    }
    if (best !== undefined) return best;
  }
  return undefined;
}

/** Whether she could take a contact of a queue that she prefers: then she is not for this one (seats section 2.5). */
export function isForBetter(agent: LiveAgent, queue: LiveQueue, at: Instant): boolean {
  const [best] = agent.memberships;
  const own = membershipOf(agent, queue);
  if (best === undefined || own === undefined || best.priority >= own.priority) return false;
  return agent.memberships.some(
    (membership) => membership.priority < own.priority && firstFor(agent, membership, at) !== undefined,
  );
}

function firstFor(agent: LiveAgent, membership: Membership, at: Instant): Placed | undefined {
  const { queue, free } = membership;
  if (free === undefined || !isDispatched(queue)) return undefined;
  const stage = stageFor(queue, free.among);
  const couldHave = ({ contact }: Placed): boolean =>
    contact.wants !== undefined && fitsFrom(stage, agent, contact.wants) && mayMeet(agent, contact, at);

  if (agent.keptFor !== undefined) {
    const kept = placedOf(agent.keptFor);
    return kept !== undefined && kept.contact.queue === queue && couldHave(kept) ? kept : undefined;
  }
  let best = firstInLine(queue, couldHave);
  if (best === "more") best = firstOfBuckets(agent, queue, stage, at);
  // Those that wait for her alone stand in no line.
  for (const contact of agent.wantedBy) {
    const placed = contact.queue === queue && contact.bucket === undefined ? placedOf(contact) : undefined;
    if (placed !== undefined && isBefore(placed, best) && couldHave(placed)) best = placed;
  }
  return best;
}

/** Whoever has precedence first, then the order. */
function firstInLine(queue: LiveQueue, isRight: (placed: Placed) => boolean): Placed | "more" | undefined {
  const { all, nights, publics, promoted } = queue.line;
  const first = (list: SortedList<Placed>): Placed | "more" | undefined =>
    scan(list, queue.buckets.size, isRight);
  const isReserved = publics.size > 0 && queue.publicInHand < queue.rules.publicSlots;
  const reserved = isReserved ? first(publics) : undefined;
  if (reserved !== undefined) return reserved;
  const next = promoted.size > 0 && mayPromote(queue) ? first(promoted) : undefined;
  if (next !== undefined) return next;
  if (nights.size === 0) return first(all);
  const [whose, others] = isOvernightsTurn(turnsOf(queue)) ? [nights, all] : [all, nights];
  return first(whose) ?? first(others);
}

/** The same from the index: one look for all contacts that ask the same. */
function firstOfBuckets(agent: LiveAgent, queue: LiveQueue, stage: number, at: Instant): Placed | undefined {
  let best: Placed | undefined;
  for (const bucket of queue.buckets.values()) {
    if (!fitsFrom(stage, agent, bucket)) continue;
    const first = firstOf(bucket.contacts);
    if (first === undefined || !isBefore(first, best)) continue;
    const placed = find(bucket.contacts, ({ contact }) => mayMeet(agent, contact, at));
    if (placed !== undefined && isBefore(placed, best)) best = placed;
  }
  return best;
}

export const placedOf = (contact: LiveContact): Placed | undefined =>
  contact.key === undefined ? undefined : { contact, key: contact.key };

const isBefore = (one: Placed, best: Placed | undefined): boolean =>
  best === undefined || compareInOrder(one, best) < 0;
