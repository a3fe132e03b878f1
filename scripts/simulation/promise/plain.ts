import type { LiveAgent, MembershipSpec } from "../../../src/core/assignment/live/agent.ts";
import type { LiveContact } from "../../../src/core/assignment/live/contact.ts";
import type { LiveQueue } from "../../../src/core/assignment/live/queue.ts";
import type { LiveWorld } from "../../../src/core/assignment/live/world.ts";
import type { Instant } from "../../../src/core/kernel/instant.ts";

// The rules of seats section 2.2 to 2.4 once more, looked up by scanning: none of the engine's indexes, none of its code.

export const memberOf = (agent: LiveAgent, { id }: LiveQueue): MembershipSpec | undefined =>
  agent.spec.memberships.find(({ queueId }) => queueId === id);

/** Whether this agent may be offered this waiting contact now. */
export const couldTake = (world: LiveWorld, agent: LiveAgent, contact: LiveContact, at: Instant): boolean =>
  contact.queue.rules.mode === "push" &&
  agent.spec.heldBack !== "silent" &&
  couldHave(world, agent, contact, at);

/** The same where nothing is offered: whether she may take it herself, as a silent desk may that clicks (days, G11). */
export function couldHave(world: LiveWorld, agent: LiveAgent, contact: LiveContact, at: Instant): boolean {
  const { queue, spec, excluded, pauses } = contact;
  const member = memberOf(agent, queue);
  return (
    member !== undefined &&
    isAtWork(agent, at) &&
    queue.rules.isOpen &&
    hasRoom(agent, contact) &&
    !excluded.has(agent.id) &&
    !spec.barred.includes(agent.id) &&
    (pauses.get(agent.id) ?? at) <= at &&
    (agent.keptFor === undefined || agent.keptFor === contact) &&
    sees(world, member, contact, at) &&
    hasSkills(agent, contact, at) &&
    !isKeptForAnother(agent, contact, at)
  );
}

export const isThere = (agent: LiveAgent, at: Instant): boolean =>
  agent.spec.heldBack === undefined && isAtWork(agent, at);

const isAtWork = ({ presence, spec, restsUntil }: LiveAgent, at: Instant): boolean =>
  presence === "ready" && spec.heldBack !== "owes_wrapups" && restsUntil <= at;

/** Each limit by itself; the smallest wins. */
export function hasRoom({ spec, held }: LiveAgent, { channel, units }: LiveContact): boolean {
  const { capacity, channelMax, exclusive, interrupts } = spec;
  let used = 0;
  let same = 0;
  let isAlone = false;
  for (const one of held.values()) {
    used += one.units;
    if (one.contact.channel === channel) same += 1;
    if (exclusive.includes(one.contact.channel)) isAlone = true;
  }
  if (isAlone || (exclusive.includes(channel) && held.size > 0)) return false;
  if (same >= (channelMax[channel] ?? Infinity)) return false;
  return used + units <= capacity || (interrupts.includes(channel) && used <= capacity);
}

/** Her ring is open, and the contact as old as she has to see it. */
function sees(
  { agents }: LiveWorld,
  { level, delayMs }: MembershipSpec,
  { queue, enqueuedAt }: LiveContact,
  at: Instant,
): boolean {
  const age = at - enqueuedAt;
  const { rings, skipEmptyRings } = queue.rules;
  if (age < delayMs) return false;
  if (age >= (rings[Math.min(level, rings.length - 1)] ?? 0)) return true;
  if (!skipEmptyRings) return false;
  for (const one of agents.values())
    if (one.presence !== "offline" && (memberOf(one, queue)?.level ?? level) < level) return false;
  return true;
}

export function hasSkills(agent: LiveAgent, { spec, enqueuedAt, agedMs }: LiveContact, at: Instant): boolean {
  const age = Math.max(agedMs, at - enqueuedAt);
  return spec.skills.every(({ skill, min, relax }) => {
    let needed: number | undefined = min;
    for (const step of relax) if (age >= step.afterMs) needed = step.min;
    return needed === undefined || (agent.spec.skills[skill] ?? -1) >= needed;
  });
}

/** It waits for her who had the customer before, for so long, while she is there. */
function isKeptForAnother(agent: LiveAgent, contact: LiveContact, at: Instant): boolean {
  const { wanted, queue, enqueuedAt } = contact;
  if (wanted === undefined || wanted === agent) return false;
  return (
    wanted.presence === "ready" &&
    memberOf(wanted, queue) !== undefined &&
    hasSkills(wanted, contact, at) &&
    at - enqueuedAt < queue.rules.stickyWaitMs
  );
}

/** What comes first in a queue, least first. */
export function placeOf(
  { queue, spec, isFront, boostMs, enqueuedAt, agedMs, seq }: LiveContact,
  at: Instant,
) {
  const front = isFront ? 0 : 1;
  // 隔夜: by what was promised.
  if (spec.promisedAt !== undefined && !isFront) return [front, spec.promisedAt, enqueuedAt, seq];
  const { order, maxAgeMs = Infinity } = queue.rules;
  const isAged = Math.max(agedMs, at - enqueuedAt) >= maxAgeMs;
  const by = {
    score: [enqueuedAt - boostMs],
    fifo: [],
    priority: [isAged ? -Infinity : spec.priority],
    deadline: [spec.dueAt ?? Infinity, spec.priority],
  } as const;
  return [front, ...by[order], enqueuedAt, seq];
}

export function isBefore(one: readonly number[], other: readonly number[]): boolean {
  for (const [index, value] of one.entries()) {
    const theirs = other[index] ?? 0;
    if (value !== theirs) return value < theirs;
  }
  return false;
}
