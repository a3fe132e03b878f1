import type { Instant } from "../../kernel/instant.ts";
import type { LiveContact } from "../live/contact.ts";
import { hold, letGo } from "../live/agent.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { enterQueue, forget } from "../waiting/wait.ts";
import { free, goWhenIdle } from "./activate.ts";

/** The talk is over; a wrap-up keeps its units until its time is over, and not an instant longer. */
export function end(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const { wrapMs } = contact.queue.rules;
  dismiss(world, contact, at);
  const { owner } = contact;
  // What was put aside held nothing of hers, and its wrap-up does not, either.
  if (owner === undefined || wrapMs === 0 || !owner.held.has(contact.id)) return close(world, contact, at);
  contact.state = "wrapup";
  world.timers.set({
    at: at + wrapMs,
    kind: "wrap",
    seq: contact.seq,
    fire(now) {
      if (contact.state === "wrapup") close(world, contact, now);
    },
  });
}

/** Nothing is left of it on the floor. */
export function close(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const { owner, queue, spec } = contact;
  forget(world, contact);
  contact.owner = undefined;
  if (owner === undefined) return;
  const taken = at - contact.acceptedAt;
  queue.slotMs = queue.slotMs === undefined ? taken : (3 * queue.slotMs + taken) / 4;
  if (spec.customer !== "") world.lastAgents.set(spec.customer, { agentId: owner.id, at });
  free(world, contact, owner, at);
}

/** 静默: the customer is silent; 挂起: she waits for others. Its units are free, her agent's place among the idle is not touched. */
export function putAside(
  world: LiveWorld,
  contact: LiveContact,
  state: "held" | "dormant",
  at: Instant,
): void {
  const { owner } = contact;
  contact.state = state;
  if (owner === undefined || contact.queue.rules.dormantHolds) return;
  letGo(owner, contact);
  touchAgent(world, owner);
  goWhenIdle(world, owner, at);
}

/** May put her agent above the capacity: then nothing new. Whose agent has gone waits for another. */
export function wake(world: LiveWorld, contact: LiveContact, at: Instant): void {
  const { owner } = contact;
  if (owner === undefined || owner.presence === "offline") {
    dismiss(world, contact, at);
    contact.owner = undefined;
    enterQueue(world, contact, contact.queue, at);
    return;
  }
  contact.state = "active";
  hold(owner, contact, contact.units);
  world.touched.stale.add(owner);
}

/** Whoever was with them goes with the talk. */
export function dismiss(world: LiveWorld, contact: LiveContact, at: Instant): void {
  for (const [agent, role] of contact.members) if (role === "conference") free(world, contact, agent, at);
  if (contact.members.size > 0) contact.members = new Map();
}
