import type { Instant } from "../../kernel/instant.ts";
import { type AgentSpec, letGo, type LiveAgent } from "../live/agent.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { rest, setPresence } from "../staff/presence.ts";
import { changeAgent, signIn } from "../staff/sign-in.ts";
import type { AgentImage } from "./image.ts";

/** Puts an agent as her session has her; what she holds is told by its contacts. */
export function agentIs(world: LiveWorld, { spec, noAnswers, restsUntil }: AgentImage, at: Instant): void {
  const before = world.agents.get(spec.id);
  const agent = before ?? comeIn(world, spec, at);
  // To leave her queues and join them again costs every list a look: mostly she is what she was.
  if (standing(agent.spec) === standing(spec)) agent.spec = spec;
  else changeAgent(world, agent, spec, at);
  if (agent.presence !== spec.presence) setPresence(world, agent, spec.presence, at);
  agent.noAnswers = noAnswers;
  agent.readySince = spec.readySince;
  agent.lastOfferAt = spec.lastOfferAt;
  agent.lastAcceptAt = spec.lastAcceptAt;
  agent.lastReleaseAt = spec.lastReleaseAt;
  agent.acceptedToday = spec.acceptedToday;
  if (restsUntil > at) rest(world, agent, restsUntil);
  touchAgent(world, agent);
}

/** All that her place in queues and her room hang on, beside what is counted. */
const standing = (spec: AgentSpec): string =>
  JSON.stringify([
    spec.seat,
    spec.skills,
    spec.memberships,
    spec.capacity,
    spec.channelMax,
    spec.exclusive,
    spec.interrupts,
    spec.isNew,
  ]);

/** She is known from now on; contacts that were hers once have waited for her. */
function comeIn(world: LiveWorld, spec: AgentSpec, at: Instant): LiveAgent {
  const agent = signIn(world, spec, at);
  for (const { queue } of agent.memberships)
    for (const contact of queue.queued) {
      if (contact.preferId !== agent.id || contact.excluded.has(agent.id)) continue;
      contact.wanted = agent;
      agent.wantedBy.add(contact);
      world.touched.contacts.add(contact);
    }
  return agent;
}

/** Signed out: nobody's agent, but known. */
export function agentGone(world: LiveWorld, agentId: string, at: Instant): void {
  const agent = world.agents.get(agentId);
  if (agent === undefined || agent.presence === "offline") return;
  setPresence(world, agent, "offline", at);
  // Their rows, which changed with hers, say where they are now.
  for (const { contact } of agent.held.values()) letGo(agent, contact);
}
