import type { Instant } from "../../kernel/instant.ts";
import { hasRoom, roomOf } from "../free/room.ts";
import type { LiveAgent } from "../live/agent.ts";
import type { LiveContact } from "../live/contact.ts";
import type { FloorError } from "../live/decision.ts";
import { meets } from "../live/skill.ts";
import type { LiveWorld } from "../live/world.ts";
import { mayMeet, membershipOf, stageFor } from "../dispatch/eligible.ts";
import { countTurn } from "../dispatch/precedence.ts";
import { place } from "../waiting/place.ts";
import { stopWaiting } from "../waiting/wait.ts";
import { activate, endOffering, withdraw } from "./activate.ts";
import { refuseAct } from "./refuse-act.ts";
import { isVisible } from "./visible.ts";

/** 抢单: the first who takes it has it; by the same rules as an offer (seats section 2.7). */
export function take(world: LiveWorld, contactId: string, agent: LiveAgent, at: Instant): void {
  const contact = world.contacts.get(contactId);
  if (contact?.state !== "queued")
    return refuseAct(world, "already_taken", { contactId, agentId: agent.id }, at);
  const error = whyNotTaken(world, contact, agent, at);
  if (error !== undefined) return refuseAct(world, error, { contactId, agentId: agent.id }, at);
  stopWaiting(world, contact);
  countTurn(world, contact);
  activate(world, contact, { agent, mode: "taken" }, at);
}

/** What an offer asks for, she must have; undefined: she may take it. */
export function whyNotTaken(
  world: LiveWorld,
  contact: LiveContact,
  agent: LiveAgent,
  at: Instant,
): FloorError | undefined {
  place(world, contact, at);
  const { queue, wants } = contact;
  const membership = membershipOf(agent, queue);
  const isEligible =
    wants !== undefined &&
    membership !== undefined &&
    (contact.bucket !== undefined || contact.wanted === agent) &&
    queue.rules.isOpen &&
    agent.presence === "ready" &&
    // Whoever owes too much gets nothing new, by her own hand, either (days, G11); a desk that clicks is not silent.
    agent.spec.heldBack !== "owes_wrapups" &&
    agent.restsUntil <= at &&
    stageFor(queue, membership) <= wants.stage &&
    meets(wants.requirement, agent.profile) &&
    mayMeet(agent, contact, at);
  if (!isEligible) return "not_eligible";
  agent.room = roomOf(agent, world.interned);
  if (!isVisible(agent, membership, contact, at)) return "not_visible";
  return hasRoom(agent.room, wants.channelBit, wants.units) ? undefined : "at_capacity";
}

/** 指派: a supervisor gives it away, waiting or offered; above the capacity only where she says so. */
export function assignByForce(
  world: LiveWorld,
  contact: LiveContact,
  { agent, beyond }: { readonly agent: LiveAgent; readonly beyond: boolean },
  at: Instant,
): void {
  const who = { contactId: contact.id, agentId: agent.id };
  if (contact.state !== "queued" && (contact.state !== "offered" || contact.owner !== undefined))
    return refuseAct(world, "illegal_transition", who, at);
  const isThere = agent.presence !== "offline" && agent.presence !== "logging_out";
  if (!isThere) return refuseAct(world, "not_eligible", who, at);
  const isHers = contact.offer?.agents.includes(agent) === true;
  const fits = isHers || hasRoom(roomOf(agent, world.interned), contact.channelBit, contact.units);
  if (!fits && !beyond) return refuseAct(world, "at_capacity", who, at);
  if (contact.state === "queued") stopWaiting(world, contact);
  const others = contact.offer?.agents.filter((one) => one !== agent) ?? [];
  endOffering(contact);
  for (const other of others) withdraw(world, contact, other, "forced", at);
  activate(world, contact, { agent, mode: "forced" }, at);
}
