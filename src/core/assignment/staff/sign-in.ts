import type { Instant } from "../../kernel/instant.ts";
import { unlist } from "../free/list-free.ts";
import { type AgentSpec, isSignedIn, type LiveAgent, type Membership } from "../live/agent.ts";
import { type LiveQueue, thresholdsOf } from "../live/queue.ts";
import type { QueueRules } from "../live/rules.ts";
import type { Profile } from "../live/skill.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { setWaitsAnew, stopKeeping, waitByNewRules } from "../waiting/wait.ts";
import { countReady, countSignedIn } from "./presence.ts";

/** Somebody signs in, or is there already when the floor opens. */
export function signIn(world: LiveWorld, spec: AgentSpec, at: Instant): LiveAgent {
  const before = world.agents.get(spec.id);
  if (before !== undefined) leaveQueues(world, before, at);
  const agent: LiveAgent = {
    id: spec.id,
    spec,
    profile: profileOf(world, spec),
    memberships: membershipsOf(world, spec),
    presence: spec.presence,
    readySince: spec.readySince,
    lastOfferAt: spec.lastOfferAt,
    lastAcceptAt: spec.lastAcceptAt,
    lastReleaseAt: spec.lastReleaseAt,
    acceptedToday: spec.acceptedToday,
    noAnswers: 0,
    restsUntil: -Infinity,
    recent: [],
    held: new Map(),
    used: 0,
    perChannel: new Map(),
    room: { spare: 0, shut: 0, interrupts: 0 },
    keptFor: undefined,
    wantedBy: new Set(),
  };
  world.agents.set(spec.id, agent);
  joinQueues(world, agent, at);
  return agent;
}

/** What she can and may is another; what she has goes on. */
export function changeAgent(world: LiveWorld, agent: LiveAgent, spec: AgentSpec, at: Instant): void {
  leaveQueues(world, agent, at);
  agent.spec = spec;
  agent.profile = profileOf(world, spec);
  agent.memberships = membershipsOf(world, spec);
  joinQueues(world, agent, at);
}

/** Other rules while people wait: whatever was set by the old ones for a moment to come is set anew. */
export function changeQueue(world: LiveWorld, queue: LiveQueue, rules: QueueRules, at: Instant): void {
  queue.rules = rules;
  queue.thresholds = thresholdsOf(rules, queue.delays);
  // Who is heavy enough to have somebody kept for it the next pass finds by the new ones.
  stopKeeping(world, queue);
  queue.heavy.clear();
  for (const contact of world.contacts.values()) {
    if (contact.queue !== queue) continue;
    waitByNewRules(world, contact, at);
    setWaitsAnew(world, contact);
  }
  for (const agent of queue.members) touchAgent(world, agent);
  // Whom they let in now may all have refused.
  for (const contact of queue.picky) world.touched.excluding.add(contact);
  world.precedenceOpened += 1;
}

function profileOf({ interned }: LiveWorld, spec: AgentSpec): Profile {
  const { skills, isNew, capacity, channelMax, interrupts } = spec;
  const bitsOf = (channels: readonly string[]): number =>
    channels.reduce((bits, channel) => bits | interned.bit(channel), 0);
  return interned.profile({
    skills,
    isNew: isNew === true,
    capacity,
    interrupts: bitsOf(interrupts),
    never: bitsOf(Object.keys(channelMax).filter((channel) => (channelMax[channel] ?? 0) < 1)),
  });
}

const membershipsOf = (world: LiveWorld, { memberships }: AgentSpec): readonly Membership[] =>
  memberships
    .flatMap((membership) => {
      const queue = world.queues.get(membership.queueId);
      return queue === undefined ? [] : [{ ...membership, queue }];
    })
    .toSorted((one, other) => one.priority - other.priority);

function joinQueues(world: LiveWorld, agent: LiveAgent, at: Instant): void {
  for (const { queue, level, delayMs } of agent.memberships) {
    queue.members.add(agent);
    if (addDelay(queue, delayMs)) for (const contact of queue.queued) waitByNewRules(world, contact, at);
    countReady(world, queue, agent, Number(agent.presence === "ready"));
    countSignedIn(world, queue, level, Number(isSignedIn(agent)), at);
  }
  touchAgent(world, agent);
}

function leaveQueues(world: LiveWorld, agent: LiveAgent, at: Instant): void {
  for (const membership of agent.memberships) {
    const { queue, level } = membership;
    unlist(membership);
    queue.members.delete(agent);
    countReady(world, queue, agent, -Number(agent.presence === "ready"));
    countSignedIn(world, queue, level, -Number(isSignedIn(agent)), at);
  }
}

/** Whether it is a new age for the queue. Ages that nobody has any more do no harm. */
function addDelay(queue: LiveQueue, delayMs: number): boolean {
  if (delayMs === 0 || queue.delays.has(delayMs)) return false;
  queue.delays.add(delayMs);
  queue.thresholds = thresholdsOf(queue.rules, queue.delays);
  return true;
}
