import type { Instant } from "../../kernel/instant.ts";
import { activate } from "../happen/activate.ts";
import { failOffer } from "../happen/fail-offer.ts";
import { hold } from "../live/agent.ts";
import type { LiveContact, LiveOffer } from "../live/contact.ts";
import type { Why } from "../live/decision.ts";
import type { LiveQueue } from "../live/queue.ts";
import type { LiveWorld } from "../live/world.ts";
import { stopWaiting, takePublicSlot } from "../waiting/wait.ts";
import { countTurn, mayPromote } from "./precedence.ts";

/** Invites an agent, or, broadcast, a group; what they are invited for is reserved with each (seats section 2.6). */
export function makeOffer(
  world: LiveWorld,
  contact: LiveContact,
  given: Pick<LiveOffer, "agents" | "otherwise"> & { readonly why: Why },
  at: Instant,
): void {
  const { agents, why } = given;
  const { queue } = contact;
  if (contact.state === "queued") stopWaiting(world, contact);
  const offer: LiveOffer = { ...given, at, until: at + queue.rules.offerMs };
  contact.state = "offered";
  contact.offer = offer;
  queue.offered += 1;
  takePublicSlot(contact);
  countPromoted(world, queue, why);
  countTurn(world, contact);
  for (const agent of agents) {
    hold(agent, contact, contact.units);
    agent.lastOfferAt = at;
    world.touched.stale.add(agent);
    world.decisions.push({
      at,
      code: "offer",
      contactId: contact.id,
      agentId: agent.id,
      until: offer.until,
      why,
    });
  }
  const [first] = agents;
  if (first !== undefined && agents.length === 1 && (queue.rules.autoAccept || first.spec.autoAccept)) {
    activate(world, contact, { agent: first, mode: "auto" }, at);
    return;
  }
  world.timers.set({
    at: offer.until,
    kind: "offer",
    seq: contact.seq,
    fire(now) {
      if (contact.offer !== offer) return;
      for (const agent of offer.agents.toSorted((one, other) => one.spec.seat - other.spec.seat))
        failOffer(world, contact, agent, "no_answer", now);
    },
  });
}

function countPromoted(world: LiveWorld, queue: LiveQueue, { precedence }: Why): void {
  if (queue.rules.promote === undefined) return;
  const could = mayPromote(queue);
  queue.offersSincePromoted = precedence === "promoted" ? 0 : queue.offersSincePromoted + 1;
  if (!could && mayPromote(queue)) world.precedenceOpened += 1;
}
