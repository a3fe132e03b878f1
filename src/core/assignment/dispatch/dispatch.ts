import type { Instant } from "../../kernel/instant.ts";
import { isAvailable } from "../free/room.ts";
import { listFree } from "../free/list-free.ts";
import type { LiveContact } from "../live/contact.ts";
import type { LiveWorld } from "../live/world.ts";
import { place } from "../waiting/place.ts";
import { createCandidates } from "./candidates.ts";
import { choose } from "./choose.ts";
import { forgetExclusions } from "./exclusion.ts";
import { keepForHeavy } from "./heavy.ts";
import { makeOffer } from "./make-offer.ts";
import { precedenceName, precedenceOf } from "./precedence.ts";

/**
 * Offers until nothing more is possible: the first contact in order that somebody may have goes to the first agent in
 * order who may have it, and again (seats section 2.6). After a pass nothing possible is left, so the next looks only
 * at what was touched since; the whole floor is never read.
 */
export function dispatch(world: LiveWorld, at: Instant): void {
  const { touched } = world;
  forgetExclusions(world, at);
  for (const contact of touched.contacts) place(world, contact, at);
  listFree(world, at);
  reserve(world, at);

  const candidates = createCandidates(world, at);
  for (const contact of touched.contacts) candidates.addContact(contact);
  for (const agent of touched.agents) candidates.addAgent(agent);
  touched.contacts.clear();
  touched.agents.clear();

  let blocked: LiveContact[] = [];
  for (let next = candidates.takeFirst(); next !== undefined; next = candidates.takeFirst()) {
    const { contact } = next.placed;
    const chosen = choose(contact, at);
    if (chosen === "nobody") continue;
    if (chosen === "blocked") {
      blocked.push(contact);
      continue;
    }
    world.watch?.(contact, chosen.agents);
    const { order, version } = contact.queue.rules;
    const why = { precedence: precedenceName(precedenceOf(contact)), order, by: chosen.by, version };
    makeOffer(world, contact, { agents: [...chosen.agents], why }, at);
    candidates.offered();
    listFree(world, at);
    const looking = new Set([...chosen.agents, ...touched.agents]);
    if (next.agent !== undefined) looking.add(next.agent);
    for (const agent of looking) if (isAvailable(agent, at)) candidates.addAgent(agent);
    touched.agents.clear();
    for (const one of touched.contacts) {
      place(world, one, at);
      candidates.addContact(one);
    }
    touched.contacts.clear();
    for (const one of blocked) candidates.addContact(one);
    blocked = [];
  }
}

/** Agents are kept for heavy contacts in the queues where something changed. */
function reserve(world: LiveWorld, at: Instant): void {
  const { touched } = world;
  const queues = new Set([...touched.contacts].map(({ queue }) => queue));
  for (const agent of touched.agents) for (const { queue } of agent.memberships) queues.add(queue);
  for (const queue of queues) if (queue.rules.heavyAfterMs !== undefined) keepForHeavy(world, queue, at);
}
