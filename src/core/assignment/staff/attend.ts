import type { Instant } from "../../kernel/instant.ts";
import type { Presence } from "../../seating/presence.ts";
import { letGo, type LiveAgent } from "../live/agent.ts";
import type { LiveContact } from "../live/contact.ts";
import type { LiveWorld } from "../live/world.ts";
import { enterQueue, forget } from "../waiting/wait.ts";
import { goWhenIdle } from "../happen/activate.ts";
import { leaveTalk } from "../happen/conference.ts";
import { dismiss } from "../happen/end.ts";
import { leaveOffers } from "../happen/fail-offer.ts";
import { setPresence } from "./presence.ts";

/** Her own act. Setting herself ready clears what she did not answer; leaving it gives her offers back. */
export function attend(world: LiveWorld, agent: LiveAgent, to: Presence, at: Instant): void {
  if (to === "ready") agent.noAnswers = 0;
  if (to === "offline") return lose(world, agent, undefined, at);
  setPresence(world, agent, to, at);
  if (to !== "ready") leaveOffers(world, agent, at);
  goWhenIdle(world, agent, at);
}

/**
 * She is gone. Who of her customers waits for a word goes back to the place that she had; who does not stays hers
 * until she writes. `waiting` undefined: all do.
 */
export function lose(
  world: LiveWorld,
  agent: LiveAgent,
  waiting: readonly string[] | undefined,
  at: Instant,
): void {
  setPresence(world, agent, "offline", at);
  leaveOffers(world, agent, at);
  const kept = [...agent.held.values()].map(({ contact }) => contact);
  for (const contact of kept.toSorted((one, other) => one.seq - other.seq)) {
    letGo(agent, contact);
    if (contact.owner !== agent) leaveTalk(contact, agent);
    else orphan(world, contact, waiting?.includes(contact.id) ?? true, at);
  }
}

function orphan(world: LiveWorld, contact: LiveContact, isWaiting: boolean, at: Instant): void {
  const { owner, queue, offer } = contact;
  world.decisions.push({ at, code: "orphaned", contactId: contact.id, agentId: owner?.id ?? "" });
  contact.owner = undefined;
  // Asked for already: whoever takes it takes it from nobody.
  if (offer !== undefined) {
    offer.otherwise = "queue";
    return;
  }
  dismiss(world, contact, at);
  const isOver = contact.state === "wrapup";
  if (isOver) forget(world, contact);
  else if (isWaiting && queue !== world.outside) enterQueue(world, contact, queue, at);
  else contact.state = "orphaned";
}

/** An orphaned contact's customer writes: it waits, with the age that it has. */
export function write(world: LiveWorld, contact: LiveContact, at: Instant): void {
  if (contact.state === "orphaned" && contact.queue !== world.outside)
    enterQueue(world, contact, contact.queue, at);
}
