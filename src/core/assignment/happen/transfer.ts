import type { Instant } from "../../kernel/instant.ts";
import { makeOffer } from "../dispatch/make-offer.ts";
import { hasRoom, roomOf } from "../free/room.ts";
import { hold, isSignedIn, type LiveAgent } from "../live/agent.ts";
import { exclude, type LiveContact } from "../live/contact.ts";
import type { LiveQueue } from "../live/queue.ts";
import type { LiveWorld } from "../live/world.ts";
import { enterQueue, stopWaiting } from "../waiting/wait.ts";
import { activate, endOffering, free, withdraw } from "./activate.ts";
import { dismiss } from "./end.ts";
import { refuseAct } from "./refuse-act.ts";

/** To another queue: the sender is free at once, and does not get it back (seats section 2.9). */
export function transferToQueue(
  world: LiveWorld,
  contact: LiveContact,
  to: { readonly queue: LiveQueue; readonly keepsAge: boolean },
  at: Instant,
): void {
  const target = nextTarget(world, contact, to.queue);
  if (target === undefined) return refuseAct(world, "transfer_limit", { contactId: contact.id }, at);
  const sender = sendOff(world, contact, at);
  if (sender !== undefined) {
    exclude(contact, sender.id);
    free(world, contact, sender, at);
  }
  if (!to.keepsAge) {
    contact.agedMs = Math.max(contact.agedMs, at - contact.enqueuedAt);
    contact.enqueuedAt = at;
  }
  enterQueue(world, contact, target, at);
}

/** To one agent: warm, the sender has it until she takes it; cold, the sender is free at once. */
export function transferToAgent(
  world: LiveWorld,
  contact: LiveContact,
  to: { readonly agent: LiveAgent; readonly isWarm: boolean },
  at: Instant,
): void {
  const { agent, isWarm } = to;
  const who = { contactId: contact.id, agentId: agent.id };
  const { owner, queue } = contact;
  const target = nextTarget(world, contact, queue);
  if (owner === undefined || agent === owner) return refuseAct(world, "illegal_transition", who, at);
  if (target === undefined) return refuseAct(world, "transfer_limit", who, at);
  if (target !== queue) return transferToQueue(world, contact, { queue: target, keepsAge: true }, at);
  const isThere = agent.presence === "ready" && !contact.spec.barred.includes(agent.id);
  const canTake = isThere && hasRoom(roomOf(agent, world.interned), contact.channelBit, contact.units);
  if (!canTake && isWarm) return refuseAct(world, isThere ? "at_capacity" : "not_eligible", who, at);
  if (isWarm && owner.presence === "offline") return refuseAct(world, "not_eligible", who, at);
  const wasAside = contact.state === "held" || contact.state === "dormant";
  sendOff(world, contact, at);
  if (isWarm) keepMeanwhile(world, contact, owner, wasAside);
  else free(world, contact, owner, at);
  if (!canTake) {
    contact.boostMs += queue.rules.returnedBoostMs;
    exclude(contact, owner.id);
    enterQueue(world, contact, queue, at);
    return;
  }
  const why = {
    precedence: "order",
    order: queue.rules.order,
    by: "transfer",
    version: queue.rules.version,
  } as const;
  makeOffer(world, contact, { agents: [agent], otherwise: isWarm ? "sender" : "queue", why }, at);
}

/** Until it is taken it is the sender's, who has what she had put aside in her hands again. */
function keepMeanwhile(world: LiveWorld, contact: LiveContact, owner: LiveAgent, wasAside: boolean): void {
  contact.owner = owner;
  if (!wasAside) return;
  hold(owner, contact, contact.units);
  world.touched.stale.add(owner);
}

/** 退回: to the front of the queue that it came from; the sender may have it again, and is told. */
export function bounce(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const { transfer, owner } = contact;
  if (transfer?.acceptedAt === undefined || owner === undefined)
    return refuseAct(world, "illegal_transition", { contactId: contact.id, agentId: owner?.id }, at);
  if (at - transfer.acceptedAt >= transfer.fromQueue.rules.bounceMs)
    return refuseAct(world, "too_late", { contactId: contact.id, agentId: owner.id }, at);
  dismiss(world, contact, at);
  contact.transfer = undefined;
  contact.owner = undefined;
  contact.isFront = true;
  contact.excluded = new Set([owner.id]);
  world.decisions.push({ at, code: "misrouted", contactId: contact.id, agentId: transfer.from.id });
  free(world, contact, owner, at);
  enterQueue(world, contact, transfer.fromQueue, at);
}

/** 撤回转接, until somebody has accepted it. */
export function recall(world: LiveWorld, contact: LiveContact, agent: LiveAgent, at: Instant): void {
  const { transfer, offer } = contact;
  const isPending = contact.state === "queued" || contact.state === "offered";
  if (!isPending || transfer?.from !== agent || transfer.acceptedAt !== undefined)
    return refuseAct(world, "illegal_transition", { contactId: contact.id, agentId: agent.id }, at);
  // Whoever has gone since cannot have it: nobody would look after it.
  if (!isSignedIn(agent))
    return refuseAct(world, "not_eligible", { contactId: contact.id, agentId: agent.id }, at);
  if (contact.state === "queued") stopWaiting(world, contact);
  endOffering(contact);
  for (const one of offer?.agents ?? []) withdraw(world, contact, one, "recalled", at);
  contact.queue = transfer.fromQueue;
  contact.owner = undefined;
  contact.transfer = undefined;
  contact.excluded = new Set([...contact.excluded].filter((id) => id !== agent.id));
  activate(world, contact, { agent, mode: "taken" }, at);
}

/** Whoever has it gives it away; returns her. */
function sendOff(world: LiveWorld, contact: LiveContact, at: Instant): LiveAgent | undefined {
  const { owner, queue } = contact;
  dismiss(world, contact, at);
  contact.transfers += 1;
  contact.isFront = false;
  contact.owner = undefined;
  contact.transfer = owner === undefined ? undefined : { from: owner, fromQueue: queue };
  return owner;
}

/** The last transfer that is allowed goes to the leader (days, G29); after it there is none. */
function nextTarget(world: LiveWorld, contact: LiveContact, wished: LiveQueue): LiveQueue | undefined {
  const { transferMax, leaderQueueId } = contact.queue.rules;
  if (contact.transfers >= transferMax) return undefined;
  const leader = leaderQueueId === undefined ? undefined : world.queues.get(leaderQueueId);
  return contact.transfers === transferMax - 1 ? (leader ?? wished) : wished;
}
