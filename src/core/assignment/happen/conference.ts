import type { Instant } from "../../kernel/instant.ts";
import { hasRoom, roomOf } from "../free/room.ts";
import { hold, type LiveAgent } from "../live/agent.ts";
import type { LiveContact } from "../live/contact.ts";
import type { LiveWorld } from "../live/world.ts";
import { free } from "./activate.ts";
import { refuseAct } from "./refuse-act.ts";

/** 三方会话 takes units of whoever joins, listening does not. The owner stays the one owner. */
export function join(
  world: LiveWorld,
  contact: LiveContact,
  { agent, role }: { readonly agent: LiveAgent; readonly role: "conference" | "listen" },
  at: Instant,
): void {
  const who = { contactId: contact.id, agentId: agent.id };
  if (contact.owner === agent || contact.members.has(agent))
    return refuseAct(world, "illegal_transition", who, at);
  if (role === "conference") {
    const isThere = agent.presence !== "offline" && agent.presence !== "logging_out";
    if (!isThere) return refuseAct(world, "not_eligible", who, at);
    if (!hasRoom(roomOf(agent, world.interned), contact.channelBit, contact.units))
      return refuseAct(world, "at_capacity", who, at);
    hold(agent, contact, contact.units);
    world.touched.stale.add(agent);
  }
  contact.members = new Map([...contact.members, [agent, role]]);
}

/** She is no longer with them. */
export function leaveTalk(contact: LiveContact, agent: LiveAgent): void {
  contact.members = new Map([...contact.members].filter(([one]) => one !== agent));
}

export function part(world: LiveWorld, contact: LiveContact, agent: LiveAgent, at: Instant): void {
  const role = contact.members.get(agent);
  if (role === undefined)
    return refuseAct(world, "illegal_transition", { contactId: contact.id, agentId: agent.id }, at);
  leaveTalk(contact, agent);
  if (role === "conference") free(world, contact, agent, at);
}
