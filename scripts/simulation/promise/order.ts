import type { LiveAgent } from "../../../src/core/assignment/live/agent.ts";
import type { LiveContact } from "../../../src/core/assignment/live/contact.ts";
import type { LiveQueue } from "../../../src/core/assignment/live/queue.ts";
import type { Decision } from "../../../src/core/assignment/live/decision.ts";
import { couldHave, couldTake, isBefore, isThere, memberOf, placeOf } from "./plain.ts";
import type { Check, Seen } from "./seen.ts";

type Offer = Extract<Decision, { readonly code: "offer" }>;

/** Of one queue, who comes first goes first, wherever the same agent could have had it. */
export const inOrder: Check = (seen) =>
  eachOffer(seen, (contact, agent, offer) => {
    if (!isByOrder(contact, offer)) return undefined;
    const { queue } = contact;
    const place = placeOf(contact, seen.at);
    for (const other of queue.queued) {
      if (!isLike(other, contact) || !wasWaiting(other, seen)) continue;
      if (!isBefore(placeOf(other, seen.at), place)) continue;
      if (couldHaveHad(seen, agent, other)) return `${contact.id} was given away before ${other.id}`;
    }
    return undefined;
  });

/**
 * Nobody without boost is passed by one that came later than the boost of that one, whatever the load (seats section
 * 2.3): what bounds how long anybody gives way.
 */
export const neverStarved: Check = (seen) =>
  eachOffer(seen, (contact, agent, offer) => {
    const { queue, isFront, boostMs, enqueuedAt } = contact;
    if (!isByOrder(contact, offer) || queue.rules.order !== "score" || isFront) return undefined;
    if (contact.spec.promisedAt !== undefined) return undefined;
    for (const other of queue.queued) {
      const later = enqueuedAt - other.enqueuedAt;
      if (later <= boostMs || !isLike(other, contact) || !wasWaiting(other, seen)) continue;
      if (couldHaveHad(seen, agent, other))
        return `${contact.id} passed ${other.id}, which came ${later} ms earlier, with a boost of ${boostMs}`;
    }
    return undefined;
  });

/** Of those who could have it, in the first ring that has somebody, she who has been idle longest. */
export const longestIdle: Check = (seen) =>
  eachOffer(seen, (contact, agent, { why }) => {
    const { world, at, decisions, before } = seen;
    const { queue } = contact;
    const hers = memberOf(agent, queue);
    if (why.by !== "longest_idle" || hers === undefined) return undefined;
    // Whoever takes at once, or has taken, is idle from then: what she was before is not to be seen any more.
    if (decisions.some((one) => one.code === "assigned")) return undefined;
    for (const other of queue.members) {
      const theirs = memberOf(other, queue);
      if (before.kept.has(other.id)) continue;
      if (theirs?.level !== hers.level || idleSince(other, queue) >= idleSince(agent, queue)) continue;
      const isFirstChoice = other.spec.memberships.every(({ priority }) => priority >= theirs.priority);
      if (isFirstChoice && couldTake(world, other, contact, at))
        return `${contact.id} went to ${agent.id}, and ${other.id} has been idle for longer`;
    }
    return undefined;
  });

function idleSince(agent: LiveAgent, { rules }: LiveQueue): number {
  const worked = Math.max(agent.lastReleaseAt, agent.lastAcceptAt);
  return rules.idleBasis === "available" ? Math.max(worked, agent.readySince) : worked;
}

/** After a pass nobody waits beside an agent who is free for her. */
export const nobodyInVain: Check = ({ world, at }) => {
  if (world.isStopped) return undefined;
  for (const agent of world.agents.values()) {
    if (!isThere(agent, at)) continue;
    for (const { queueId } of agent.spec.memberships)
      for (const contact of world.queues.get(queueId)?.queued ?? [])
        if (couldTake(world, agent, contact, at))
          return `${contact.id} waits, and ${agent.id} is free for it`;
  }
  return undefined;
};

/** Out of her sight is only what so many come before that she may take herself (seats section 2.7). */
export const seenFairly: Check = ({ world, at, event, decisions, isEventAlone }) => {
  const [refused] = decisions;
  if (!isEventAlone || event?.code !== "taken" || refused?.code !== "error") return undefined;
  const contact = world.contacts.get(event.contactId);
  const agent = world.agents.get(event.agentId);
  if (refused.error !== "not_visible" || contact === undefined || agent === undefined) return undefined;
  const { pullVisibleMax = Infinity, publicSlots, promote } = contact.queue.rules;
  // Who has precedence, as whoever asked in the night has in her turn, comes before whoever comes before her by order.
  if (publicSlots > 0 || promote !== undefined) return undefined;
  if ([...contact.queue.queued].some(({ spec }) => spec.promisedAt !== undefined)) return undefined;
  const place = placeOf(contact, at);
  const before = [...contact.queue.queued].filter(
    (other) => isBefore(placeOf(other, at), place) && couldHave(world, agent, other, at),
  );
  if (before.length >= pullVisibleMax) return undefined;
  return `${contact.id} is hidden from ${agent.id}, who may take ${before.length} before it`;
};

/** Looks at each offer of one instant that dispatch made; a transfer to an agent has its own way. */
function eachOffer(
  { world, decisions, isOneInstant }: Seen,
  look: (contact: LiveContact, agent: LiveAgent, offer: Offer) => string | undefined,
): string | undefined {
  if (!isOneInstant) return undefined;
  for (const one of decisions) {
    if (one.code !== "offer" || one.why.by === "transfer") continue;
    const contact = world.contacts.get(one.contactId);
    const agent = world.agents.get(one.agentId);
    const wrong = contact && agent && look(contact, agent, one);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** 隔夜: between these and others turns are taken. */
const isOfNight = ({ spec, isFront }: LiveContact): boolean => spec.promisedAt !== undefined && !isFront;

/** Neither reserved for the public nor promoted; and a heavy one may have had its agent kept for it. */
const isByOrder = ({ units, queue }: LiveContact, { why }: Offer): boolean =>
  why.precedence === "order" && (units === 1 || queue.rules.heavyAfterMs === undefined);

/** Whoever had room for the one had room for the other. */
const isLike = (other: LiveContact, contact: LiveContact): boolean =>
  isOfNight(other) === isOfNight(contact) &&
  other.channel === contact.channel &&
  other.units <= contact.units &&
  other.wanted === undefined;

const wasWaiting = ({ id, queue }: LiveContact, { before }: Seen): boolean => {
  const was = before.contacts.get(id);
  return was?.state === "queued" && was.queueId === queue.id;
};

/** But for her units, which she had when it was decided and may have spent since. */
function couldHaveHad({ world, at }: Seen, agent: LiveAgent, contact: LiveContact): boolean {
  const emptyHanded = { ...agent, held: new Map() };
  return couldTake(world, emptyHanded, contact, at);
}
