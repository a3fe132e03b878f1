import type { Instant } from "../../kernel/instant.ts";
import { activate } from "../happen/activate.ts";
import { join, part } from "../happen/conference.ts";
import { failOffer } from "../happen/fail-offer.ts";
import { refuseAct } from "../happen/refuse-act.ts";
import { assignByForce, take } from "../happen/take.ts";
import { bounce, recall } from "../happen/transfer.ts";
import type { OfPair } from "../live/event.ts";
import type { LiveWorld } from "../live/world.ts";

export function happenBetween(world: LiveWorld, event: OfPair, at: Instant): void {
  const { contactId, agentId } = event;
  const who = { contactId, agentId };
  const contact = world.contacts.get(contactId);
  const agent = world.agents.get(agentId);
  const isAnswer = event.code === "accepted" || event.code === "rejected";
  if (isAnswer) {
    // Only while it is hers: a click stamped exactly at the deadline comes too late.
    const offer = contact?.offer;
    if (contact === undefined || agent === undefined || offer === undefined)
      return refuseAct(world, "not_offered", who, at);
    if (!offer.agents.includes(agent) || at >= offer.until) return refuseAct(world, "not_offered", who, at);
    if (event.code === "accepted") return activate(world, contact, { agent, mode: "accepted" }, at);
    return failOffer(world, contact, agent, "rejected", at);
  }
  if (agent === undefined) return refuseAct(world, "not_eligible", who, at);
  if (event.code === "taken") return take(world, contactId, agent, at);
  if (contact === undefined) return refuseAct(world, "illegal_transition", who, at);
  const isTalk = contact.state === "active" || contact.state === "held";
  switch (event.code) {
    case "assigned":
      return assignByForce(world, contact, { agent, beyond: event.beyond === true }, at);
    case "recalled":
      return recall(world, contact, agent, at);
    case "bounced":
      if (!isTalk || contact.owner !== agent) return refuseAct(world, "illegal_transition", who, at);
      return bounce(world, contact, at);
    case "joined":
      if (!isTalk) return refuseAct(world, "illegal_transition", who, at);
      return join(world, contact, { agent, role: event.role }, at);
    case "parted":
      return part(world, contact, agent, at);
  }
}
