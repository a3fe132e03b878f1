import type { Instant } from "../../kernel/instant.ts";
import { createContact } from "../happen/enqueue.ts";
import { signIn } from "../staff/sign-in.ts";
import { type AgentSpec, hold } from "../live/agent.ts";
import type { QueueRules } from "../live/rules.ts";
import { createWorld, type LiveWorld } from "../live/world.ts";

/** A floor as it is when the engine begins to look after it. */
export type Opening = {
  readonly at: Instant;
  readonly queues: readonly QueueRules[];
  readonly agents: readonly (AgentSpec & { readonly serving: readonly Serving[] })[];
  readonly lastAgents: readonly {
    readonly customer: string;
    readonly agentId: string;
    readonly at: Instant;
  }[];
};

/** A conversation that an agent has already. */
export type Serving = {
  readonly contactId: string;
  readonly units: number;
  readonly channel: string;
  readonly customer: string;
  /** The queue that it came from, where that is known. */
  readonly queueId: string | undefined;
};

export function openWorld({ at, queues, agents, lastAgents }: Opening): LiveWorld {
  const world = createWorld(queues, at);
  for (const { customer, agentId, at: when } of lastAgents)
    world.lastAgents.set(customer, { agentId, at: when });
  for (const { serving, ...spec } of agents) {
    const agent = signIn(world, spec, at);
    for (const { contactId, units, channel, customer, queueId } of serving) {
      const queue = world.queues.get(queueId ?? "") ?? world.outside;
      const contact = createContact(
        world,
        {
          id: contactId,
          queueId: queue.id,
          channel,
          customer,
          units,
          priority: 5,
          boostMs: 0,
          isVip: false,
          isPublic: false,
          dueAt: undefined,
          skills: [],
          barred: [],
        },
        queue,
        at,
      );
      contact.state = "active";
      contact.owner = agent;
      hold(agent, contact, units);
    }
  }
  return world;
}
