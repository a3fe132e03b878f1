import type { Instant } from "../kernel/instant.ts";
import type { PastOffer, ReadyAgent, SeatingLimits, WaitingContact, World } from "./world.ts";

/** Nothing against giving her contacts, once there is room. */
export const isServing = (agent: ReadyAgent, at: Instant, limits: SeatingLimits): boolean =>
  agent.wrapupsOwed < limits.owedMax && at - agent.beatAt < limits.silentMs;

export const isFree = (agent: ReadyAgent, at: Instant, limits: SeatingLimits): boolean =>
  agent.used < agent.capacity && isServing(agent, at, limits);

/** Until when each agent, and each pair of contact and agent, is left alone because of an offer that ended. */
export type Pauses = {
  readonly agent: (agent: ReadyAgent) => Instant;
  readonly pair: (contact: WaitingContact, agent: ReadyAgent) => Instant;
};

const REFUSALS: ReadonlySet<PastOffer["outcome"]> = new Set(["rejected", "no_answer"]);

export function pausesOf({ agents, ended, limits }: World, at: Instant): Pauses {
  const ofAgent = new Map<string, Instant>();
  const ofPair = new Map<string, Instant>();
  const excluded = new Map<string, Map<string, Instant>>();
  const serving = agents.filter((agent) => isServing(agent, at, limits));
  for (const { contactId, staffId, outcome, at: endedAt } of ended) {
    later(ofPair, `${contactId} ${staffId}`, endedAt + limits.pairMs);
    if (!REFUSALS.has(outcome)) continue;
    later(ofAgent, staffId, endedAt + limits.coolMs);
    const until = endedAt + limits.excludeMs;
    if (until <= at) continue;
    const staff = excluded.get(contactId) ?? new Map<string, Instant>();
    excluded.set(contactId, later(staff, staffId, until));
  }
  return {
    agent: ({ staffId }) => ofAgent.get(staffId) ?? 0,
    pair({ id, queueId }, { staffId }) {
      const gap = ofPair.get(`${id} ${staffId}`) ?? 0;
      const until = excluded.get(id)?.get(staffId);
      if (until === undefined) return gap;
      // Once everybody who could have it has refused it, everybody is asked again.
      const somebodyElse = serving.some(
        (agent) => agent.levels.has(queueId) && excluded.get(id)?.has(agent.staffId) !== true,
      );
      return somebodyElse ? Math.max(gap, until) : gap;
    },
  };
}

function later(times: Map<string, Instant>, key: string, at: Instant): Map<string, Instant> {
  return times.set(key, Math.max(times.get(key) ?? 0, at));
}
