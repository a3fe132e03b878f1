import {
  type Agent,
  channelOf,
  type Contact,
  type Floor,
  heldBy,
  membership,
  type Queue,
  usedBy,
} from "./floor.ts";

/** The smallest now needed of each skill. */
function needsOf(floor: Floor, { spec, enqueued, aged }: Contact): readonly (readonly [string, number])[] {
  const age = Math.max(aged, floor.t - enqueued);
  return Object.entries(spec.skills ?? {}).flatMap(([skill, need]) => {
    if (typeof need === "number") return [[skill, need] as const];
    let min: number | null = need.min;
    for (const step of need.relax ?? []) if (age >= step.after) min = step.min;
    return min === null ? [] : [[skill, min] as const];
  });
}

/** She has the skills, and, new, is let in. */
export const hasSkills = (floor: Floor, agent: Agent, contact: Contact): boolean =>
  (agent.spec.newcomer !== true || isForNew(contact)) &&
  needsOf(floor, contact).every(([skill, min]) => (agent.spec.skills?.[skill] ?? -1) >= min);

function isForNew({ queue, spec }: Contact): boolean {
  const isUsual = spec.vip !== true && (spec.followers ?? 0) < (queue.kol_followers ?? 10_000);
  return (queue.newcomers ?? "all") === "all" || (queue.newcomers === "usual" && isUsual);
}

function isRingOpen(floor: Floor, queue: Queue, level: number, age: number): boolean {
  const { rings } = queue;
  if (rings == null || rings.length === 0) return true;
  if (age >= (rings[Math.min(level, rings.length - 1)] ?? 0)) return true;
  const isSkipping = queue.skip_empty_rings ?? true;
  return (
    isSkipping &&
    !floor.agents.some((one) => one.state !== "offline" && (membership(one, queue)?.level ?? 99) < level)
  );
}

export function hasRoom(floor: Floor, agent: Agent, contact: Contact): boolean {
  const held = heldBy(floor, agent);
  const channel = channelOf(contact);
  const { capacity = 1, channels, exclusive = [], interrupts = [] } = agent.spec;
  const limit = channels?.[channel];
  if (limit !== undefined && held.filter((one) => channelOf(one) === channel).length + 1 > limit)
    return false;
  if (held.some((one) => exclusive.includes(channelOf(one)))) return false;
  if (exclusive.includes(channel) && held.length > 0) return false;
  const used = usedBy(floor, agent);
  return used + contact.units <= capacity || (interrupts.includes(channel) && used <= capacity);
}

/** Whether this agent could take this contact now. */
export function couldTake(floor: Floor, agent: Agent, contact: Contact): boolean {
  const { queue } = contact;
  const member = membership(agent, queue);
  const age = floor.t - contact.enqueued;
  return (
    contact.state === "queued" &&
    (queue.open ?? true) &&
    (queue.mode ?? "push") === "push" &&
    member !== undefined &&
    agent.state === "ready" &&
    agent.restsUntil <= floor.t &&
    age >= member.delay &&
    isRingOpen(floor, queue, member.level, age) &&
    hasSkills(floor, agent, contact) &&
    !contact.excluded.has(agent.id) &&
    (contact.pauses.get(agent.id) ?? -1) <= floor.t &&
    hasRoom(floor, agent, contact) &&
    (contact.sticky?.id === agent.id || !isKept(floor, contact))
  );
}

/** It waits for her who had the customer before. */
function isKept(floor: Floor, contact: Contact): boolean {
  const { sticky, queue, enqueued } = contact;
  return (
    sticky !== undefined &&
    sticky.state === "ready" &&
    membership(sticky, queue) !== undefined &&
    hasSkills(floor, sticky, contact) &&
    floor.t - enqueued < (queue.sticky_wait ?? 0)
  );
}

/** Not for her: a queue that she prefers has something for her. */
export function isForBetter(floor: Floor, agent: Agent, { queue }: Contact): boolean {
  const own = membership(agent, queue)?.priority ?? 0;
  return floor.contacts.some(
    (other) => (membership(agent, other.queue)?.priority ?? Infinity) < own && couldTake(floor, agent, other),
  );
}

/** 0 reserved for the public, 1 promoted, 2 of the night in its turn, 3 in order, 4 of the night while others wait. */
export function precedence(floor: Floor, { queue, spec }: Contact): number {
  const inHand = floor.contacts.filter(
    (one) =>
      one.queue === queue &&
      one.spec.public === true &&
      ["offered", "active", "wrapup", "dormant"].includes(one.state),
  ).length;
  if (spec.public === true && inHand < (queue.public_slots ?? 0)) return 0;
  const { promote } = queue;
  const due = spec.due;
  if (promote != null && typeof due === "number")
    if (floor.t >= due - promote.lead && queue.sincePromoted >= promote.one_in - 1) return 1;
  if (spec.promised === undefined || !floor.contacts.some((one) => isOther(floor, one, queue))) return 3;
  return queue.sinceOvernight >= (queue.overnight_one_in ?? 3) - 1 ? 2 : 4;
}

/** It waits in the queue, not of the night, and not for one agent alone. */
const isOther = (floor: Floor, one: Contact, queue: Queue): boolean =>
  one.queue === queue && one.state === "queued" && one.spec.promised === undefined && !isKept(floor, one);

/** In a queue, and between queues of one family of orders. */
export function orderOf({ queue, spec, enqueued, boost, seq }: Contact): readonly number[] {
  const priority = spec.priority ?? 5;
  const due = typeof spec.due === "number" ? spec.due : Infinity;
  if (spec.promised !== undefined) return [spec.promised, 0, enqueued, seq];
  switch (queue.order ?? "score") {
    case "priority":
      return [priority, enqueued, seq];
    case "deadline":
      return [due, priority, enqueued, seq];
    case "fifo":
      return [enqueued, enqueued, seq];
    default:
      return [enqueued - boost, enqueued, seq];
  }
}

export function agentOrder(floor: Floor, agent: Agent, contact: Contact): readonly number[] {
  const { queue } = contact;
  const worked = Math.max(agent.lastRelease, agent.lastAccept);
  const idle = queue.idle_basis === "last_contact" ? worked : Math.max(worked, agent.since);
  const used = usedBy(floor, agent);
  const capacity = agent.spec.capacity ?? 1;
  const best = Object.keys(contact.spec.skills ?? {}).reduce(
    (sum, skill) => sum + (agent.spec.skills?.[skill] ?? 0),
    0,
  );
  const keys: Readonly<Record<string, readonly number[]>> = {
    longest_idle: [idle],
    broadcast: [idle],
    rotation: [agent.lastOffer],
    least_active: [heldBy(floor, agent).length, agent.lastOffer],
    least_occupied: [used / capacity, agent.lastOffer],
    most_available: [used - capacity, agent.lastOffer],
    fewest_today: [agent.today, agent.lastOffer],
    skill_best: [-best, idle],
    in_order: [],
  };
  const level = membership(agent, queue)?.level ?? 0;
  return [level, ...(keys[queue.strategy ?? "longest_idle"] ?? []), agent.seat];
}

export function compareLists(one: readonly number[], other: readonly number[]): number {
  for (const [index, value] of one.entries()) {
    const theirs = other[index] ?? 0;
    if (value !== theirs) return value < theirs ? -1 : 1;
  }
  return 0;
}
