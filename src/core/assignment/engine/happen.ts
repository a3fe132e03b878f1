import type { Instant } from "../../kernel/instant.ts";
import { attend, lose } from "../staff/attend.ts";
import { comeBack, enqueue } from "../happen/enqueue.ts";
import { refuseAct } from "../happen/refuse-act.ts";
import { changeAgent, changeQueue, signIn } from "../staff/sign-in.ts";
import { type AgentSpec, isSignedIn } from "../live/agent.ts";
import type { Arrival, OfContact, OfPair, OfStaff } from "../live/event.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { happenBetween } from "./happen-between.ts";
import { happenToContact } from "./happen-to-contact.ts";

/** One event. What cannot be is an error among the decisions and changes nothing (seats section 1.3). */
export function happen(world: LiveWorld, event: Arrival | OfContact | OfPair | OfStaff, at: Instant): void {
  if ("contactId" in event)
    return "agentId" in event ? happenBetween(world, event, at) : happenToContact(world, event, at);
  switch (event.code) {
    case "enqueued":
      return enqueue(world, event.contact, at);
    case "returned":
      return comeBack(world, event.contact, at);
    case "signed_in":
      return comeIn(world, event.agent, at);
    case "agent_changed": {
      const agent = world.agents.get(event.agent.id);
      if (agent === undefined) return refuseAct(world, "illegal_transition", { agentId: event.agent.id }, at);
      return changeAgent(world, agent, event.agent, at);
    }
    case "presence":
    case "lost": {
      const { agentId } = event;
      const agent = world.agents.get(agentId);
      if (agent === undefined) return refuseAct(world, "illegal_transition", { agentId }, at);
      if (event.code === "lost") return lose(world, agent, event.waiting, at);
      return attend(world, agent, event.to, at);
    }
    case "queue_changed": {
      const queue = world.queues.get(event.rules.id);
      return queue && changeQueue(world, queue, event.rules, at);
    }
    case "day_began":
      for (const agent of world.agents.values()) {
        agent.acceptedToday = 0;
        touchAgent(world, agent);
      }
  }
}

/** Nobody is there twice: whoever is signed in has work that must not lose its owner. */
function comeIn(world: LiveWorld, spec: AgentSpec, at: Instant): void {
  const before = world.agents.get(spec.id);
  if (before !== undefined && isSignedIn(before))
    return refuseAct(world, "illegal_transition", { agentId: spec.id }, at);
  signIn(world, spec, at);
}
