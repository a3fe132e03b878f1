import type { Instant } from "../kernel/instant.ts";
import { isFree, pausesOf } from "./eligible.ts";
import type { Assigned, Decision, ReadyAgent, WaitingContact, World } from "./world.ts";

/**
 * Who gets which contact: contacts in the order in which a person was asked for; each to the agent who had the fan
 * before, else to whoever has been idle longest (seats sections 2.3, 2.5, 2.6). Total and without chance: the same
 * world gives the same decisions. A contact that nobody can take holds nobody up behind it.
 */
export function assign(world: World, at: Instant): Assigned {
  const { queues, limits } = world;
  const pauses = pausesOf(world, at);
  const members = membersOf(world, at);
  const decisions: Decision[] = [];
  let lookAt = Infinity;

  for (const contact of world.waiting.toSorted(byAge)) {
    const policy = queues.get(contact.queueId);
    const free = members.get(contact.queueId);
    if (policy === undefined || free === undefined || free.size === 0) continue;
    const able: ReadyAgent[] = [];
    for (const agent of free.values()) {
      const pausedUntil = Math.max(pauses.agent(agent), pauses.pair(contact, agent));
      if (pausedUntil <= at) able.push(agent);
      else lookAt = Math.min(lookAt, pausedUntil);
    }
    const chosen = choose(contact, able);
    if (chosen === undefined) continue;
    decisions.push({ contact, agent: chosen, ...(policy.autoAccept ? {} : { until: at + policy.offerMs }) });

    const then: ReadyAgent = {
      ...chosen,
      used: chosen.used + 1,
      idleSince: policy.autoAccept ? at : chosen.idleSince,
    };
    for (const others of members.values()) {
      if (!others.has(then.sessionId)) continue;
      if (isFree(then, at, limits)) others.set(then.sessionId, then);
      else others.delete(then.sessionId);
    }
  }
  return lookAt === Infinity ? { decisions } : { decisions, lookAt };
}

function membersOf({ agents, limits }: World, at: Instant): Map<string, Map<string, ReadyAgent>> {
  const members = new Map<string, Map<string, ReadyAgent>>();
  for (const agent of agents) {
    if (!isFree(agent, at, limits)) continue;
    for (const queueId of agent.levels.keys()) {
      const free = members.get(queueId) ?? new Map<string, ReadyAgent>();
      members.set(queueId, free.set(agent.sessionId, agent));
    }
  }
  return members;
}

function choose(contact: WaitingContact, able: readonly ReadyAgent[]): ReadyAgent | undefined {
  const known = able.find((agent) => agent.staffId === contact.preferId);
  if (known !== undefined) return known;
  const before = inTurn(contact.queueId);
  return able.reduce<ReadyAgent | undefined>(
    (best, agent) => (best === undefined || before(agent, best) < 0 ? agent : best),
    undefined,
  );
}

const byAge = (one: WaitingContact, other: WaitingContact): number =>
  one.enqueuedAt - other.enqueuedAt || compare(one.id, other.id);

const inTurn = (queueId: string) => (one: ReadyAgent, other: ReadyAgent) =>
  (one.levels.get(queueId) ?? 0) - (other.levels.get(queueId) ?? 0) ||
  one.idleSince - other.idleSince ||
  compare(one.seat, other.seat) ||
  compare(one.staffId, other.staffId);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
