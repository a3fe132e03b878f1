import { compareInOrder } from "../dispatch/precedence.ts";
import { forgetExclusions } from "../dispatch/exclusion.ts";
import { placedOf } from "../dispatch/first-for.ts";
import { whyNotTaken } from "../happen/take.ts";
import type { Instant } from "../../kernel/instant.ts";
import type { FloorError } from "../live/decision.ts";
import type { LiveWorld } from "../live/world.ts";
import type { Floor } from "../mirror/image.ts";
import { openMirror } from "../mirror/mirror.ts";
import { place } from "../waiting/place.ts";

/** A floor, or as much of it as the question needs, as it stands at this moment: nothing is given to anybody. */
export function standing(floor: Floor, at: Instant): LiveWorld {
  const world = openMirror(floor, at);
  forgetExclusions(world, at);
  for (const contact of world.touched.contacts) place(world, contact, at);
  return world;
}

/** What fills her hands hides nothing from her eyes. */
const SHOWN: readonly (FloorError | undefined)[] = [undefined, "at_capacity"];

/** 抢单: what an agent is shown of queues whose agents take, whoever comes first first. */
export function takeable(world: LiveWorld, agentId: string): readonly string[] {
  const agent = world.agents.get(agentId);
  if (agent === undefined) return [];
  const queues = agent.memberships.map(({ queue }) => queue).filter(({ rules }) => rules.mode === "pull");
  return queues
    .flatMap(({ queued, rules }) =>
      [...queued]
        .filter((contact) => SHOWN.includes(whyNotTaken(world, contact, agent, world.at)))
        .flatMap((contact) => placedOf(contact) ?? [])
        .toSorted(compareInOrder)
        .slice(0, rules.pullVisibleMax),
    )
    .toSorted(compareInOrder)
    .map(({ contact }) => contact.id);
}

/** Why she may not take it; undefined: she may. By the rules of an offer (seats section 2.7). */
export function whyNotTake(world: LiveWorld, contactId: string, agentId: string): FloorError | undefined {
  const contact = world.contacts.get(contactId);
  const agent = world.agents.get(agentId);
  if (contact?.state !== "queued") return "already_taken";
  return agent === undefined ? "not_eligible" : whyNotTaken(world, contact, agent, world.at);
}
