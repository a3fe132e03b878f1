import type { Instant } from "../../kernel/instant.ts";
import type { LiveContact } from "../live/contact.ts";
import type { LiveWorld } from "../live/world.ts";
import { enterQueue, forget, freePublicSlot, stopWaiting } from "../waiting/wait.ts";
import { endOffering, free, withdraw } from "./activate.ts";

/** The customer gives up; kept as long as she may come back to her place. */
export function abandon(world: LiveWorld, contact: LiveContact, at: Instant): void {
  leaveFloor(world, contact, "customer_left", at);
  contact.state = "abandoned";
  contact.abandonedAt = at;
  freePublicSlot(world, contact);
  world.decisions.push({ at, code: "abandoned", contactId: contact.id });
  world.timers.set({
    at: at + contact.queue.rules.resumeMs,
    kind: "forget",
    seq: contact.seq,
    fire() {
      if (contact.state === "abandoned" && contact.abandonedAt === at && isIts(world, contact))
        forget(world, contact);
    },
  });
}

/** She would rather be called: back in the queue when that is due, with the age that she has. */
export function callBackLater(world: LiveWorld, contact: LiveContact, dueAt: Instant, at: Instant): void {
  leaveFloor(world, contact, "customer_left", at);
  freePublicSlot(world, contact);
  contact.state = "callback";
  const { turn } = contact;
  world.timers.set({
    at: Math.max(dueAt, at),
    kind: "callback",
    seq: contact.seq,
    fire(now) {
      if (contact.state !== "callback" || contact.turn !== turn) return;
      enterQueue(world, contact, contact.queue, now);
    },
  });
}

/** Out of the queue, or out of the offer that was made of it. A transfer's sender is free, too. */
function leaveFloor(world: LiveWorld, contact: LiveContact, reason: "customer_left", at: Instant): void {
  if (contact.state === "queued") return stopWaiting(world, contact);
  const { offer, owner } = contact;
  endOffering(contact);
  for (const agent of offer?.agents ?? []) withdraw(world, contact, agent, reason, at);
  contact.owner = undefined;
  if (owner !== undefined) free(world, contact, owner, at);
}

/** The id may stand for a newer one by now. */
const isIts = (world: LiveWorld, contact: LiveContact): boolean => world.contacts.get(contact.id) === contact;
