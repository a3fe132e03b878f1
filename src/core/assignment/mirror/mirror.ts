import { dispatch } from "../dispatch/dispatch.ts";
import { fireDue } from "../engine/step.ts";
import { pauseTogether } from "../happen/fail-offer.ts";
import type { Instant } from "../../kernel/instant.ts";
import type { Decision } from "../live/decision.ts";
import { createWorld, type LiveWorld } from "../live/world.ts";
import { agentGone, agentIs } from "./agent-is.ts";
import { contactGone, contactIs } from "./contact-is.ts";
import type { ContactImage, Floor, Images } from "./image.ts";

/**
 * The world of a floor whose truth is elsewhere, in rows that many write: it is told how these are, not what was done,
 * so being told twice, late or out of order does no harm, and a world that has just been opened is one that has been
 * told everything. What it decides is a guess until the rows say so.
 */
export function openMirror({ queues, agents, contacts }: Floor, at: Instant): LiveWorld {
  const world = createWorld(queues, at);
  tell(world, { agents, agentsGone: [], contacts, contactsGone: [], pauses: [] }, at);
  for (const queue of world.queues.values()) queue.turnsSinceOvernight = turnsIn(queue.id, contacts);
  return world;
}

/** Of what is in hand, since the last of the night's (days, G28); where none is, it is their turn. */
function turnsIn(queueId: string, contacts: readonly ContactImage[]): number {
  const turns = contacts
    .filter(({ spec }) => spec.queueId === queueId)
    .flatMap(({ turn }) => turn ?? [])
    .toSorted((one, other) => other.at - one.at);
  const last = turns.findIndex(({ isOvernight }) => isOvernight);
  return last < 0 ? Infinity : last;
}

/**
 * The floor as it is now, and what follows; `due`: what the clock has ended, without giving anything to anybody. What
 * was due meanwhile is decided now, as nobody acted on it then.
 */
export function mirror(
  world: LiveWorld,
  images: Images,
  at: Instant,
  what: "due" | "all" = "all",
): readonly Decision[] {
  tell(world, images, at);
  fireDue(world, at);
  if (what === "all") dispatch(world, at);
  return world.decisions.splice(0);
}

function tell(world: LiveWorld, images: Images, at: Instant): void {
  world.at = at;
  for (const image of images.agents) agentIs(world, image, at);
  for (const id of images.agentsGone) agentGone(world, id, at);
  for (const image of images.contacts.toSorted((one, other) => one.enqueuedAt - other.enqueuedAt))
    contactIs(world, image, at);
  for (const id of images.contactsGone) contactGone(world, id);
  for (const { contactId, agentId, until } of images.pauses) {
    const contact = world.contacts.get(contactId);
    if (contact !== undefined && until > at) pauseTogether(world, contact, agentId, until);
  }
}
