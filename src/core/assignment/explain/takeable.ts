import { compareInOrder, hasPrecedence, turnsOf } from "../dispatch/precedence.ts";
import { forgetExclusions } from "../dispatch/exclusion.ts";
import { placedOf } from "../dispatch/first-for.ts";
import { whyNotTaken } from "../happen/take.ts";
import type { Instant } from "../../kernel/instant.ts";
import type { FloorError } from "../live/decision.ts";
import type { LiveAgent } from "../live/agent.ts";
import { isOvernight } from "../live/contact.ts";
import type { LiveQueue } from "../live/queue.ts";
import type { LiveWorld } from "../live/world.ts";
import type { Floor } from "../mirror/image.ts";
import { openMirror } from "../mirror/mirror.ts";
import { compareKeys } from "../order/contact-order.ts";
import { interleave } from "../order/overnight.ts";
import type { Placed } from "../waiting/bucket.ts";
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
    .map((queue) => lineFor(world, agent, queue))
    .reduce(merged, [])
    .map(({ contact }) => contact.id);
}

/** Whoever has precedence; then those of the night and of now in turn. */
function lineFor(world: LiveWorld, agent: LiveAgent, queue: LiveQueue): readonly Placed[] {
  const shown = [...queue.queued]
    .filter((contact) => SHOWN.includes(whyNotTaken(world, contact, agent, world.at)))
    .flatMap((contact) => placedOf(contact) ?? [])
    .toSorted(compareInOrder);
  const first = shown.filter(({ contact }) => hasPrecedence(contact));
  const rest = shown.slice(first.length);
  const nights = rest.filter(({ contact }) => isOvernight(contact));
  const others = rest.filter(({ contact }) => !isOvernight(contact));
  return [...first, ...interleave(others, nights, turnsOf(queue))].slice(0, queue.rules.pullVisibleMax);
}

/** Two queues' lines in one, each in its own order: the better of their heads comes next. */
function merged(one: readonly Placed[], other: readonly Placed[]): readonly Placed[] {
  const line: Placed[] = [];
  let [at, beside] = [0, 0];
  for (;;) {
    const [here, there] = [one[at], other[beside]];
    if (here === undefined || there === undefined) return [...line, ...one.slice(at), ...other.slice(beside)];
    const isHere = compareHeads(here, there) <= 0;
    line.push(isHere ? here : there);
    if (isHere) at += 1;
    else beside += 1;
  }
}

const compareHeads = (one: Placed, other: Placed): number =>
  Number(hasPrecedence(other.contact)) - Number(hasPrecedence(one.contact)) ||
  compareKeys(one.key, other.key);

/** Why she may not take it; undefined: she may. By the rules of an offer (seats section 2.7). */
export function whyNotTake(world: LiveWorld, contactId: string, agentId: string): FloorError | undefined {
  const contact = world.contacts.get(contactId);
  const agent = world.agents.get(agentId);
  if (contact?.state !== "queued") return "already_taken";
  return agent === undefined ? "not_eligible" : whyNotTaken(world, contact, agent, world.at);
}
