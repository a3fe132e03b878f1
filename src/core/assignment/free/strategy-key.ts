import type { LiveAgent } from "../live/agent.ts";
import type { QueueRules } from "../live/rules.ts";

type Key = readonly [first: number, second: number];

/** Whoever has the least comes first (seats section 2.5). */
export function strategyKey(agent: LiveAgent, rules: QueueRules): Key {
  const { lastOfferAt, held, used, spec } = agent;
  switch (rules.strategy) {
    case "longest_idle":
    case "skill_best":
    case "broadcast":
      return [idleSince(agent, rules), 0];
    case "rotation":
      return [lastOfferAt, 0];
    case "least_active":
      return [held.size, lastOfferAt];
    case "least_occupied":
      return [used / spec.capacity, lastOfferAt];
    case "most_available":
      return [used - spec.capacity, lastOfferAt];
    case "fewest_today":
      return [agent.acceptedToday, lastOfferAt];
    case "in_order":
    case "random":
      return [0, 0];
  }
}

function idleSince({ lastReleaseAt, lastAcceptAt, readySince }: LiveAgent, rules: QueueRules): number {
  const worked = Math.max(lastReleaseAt, lastAcceptAt);
  return rules.idleBasis === "available" ? Math.max(worked, readySince) : worked;
}
