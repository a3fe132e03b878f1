import type { Instant } from "../../kernel/instant.ts";
import { write } from "../staff/attend.ts";
import { close, end, putAside, wake } from "../happen/end.ts";
import { abandon, callBackLater } from "../happen/leave.ts";
import { refuseAct } from "../happen/refuse-act.ts";
import { transferToAgent, transferToQueue } from "../happen/transfer.ts";
import type { ContactState, LiveContact } from "../live/contact.ts";
import type { OfContact } from "../live/event.ts";
import type { LiveWorld } from "../live/world.ts";

const OPEN = ["queued", "offered", "active", "held", "dormant", "wrapup", "callback", "orphaned"] as const;

/** In which states of a contact this may happen to it (seats section 1.3). */
const FROM: Readonly<Record<OfContact["code"], readonly ContactState[]>> = {
  left: ["queued", "offered"],
  call_back_asked: ["queued", "offered"],
  ended: ["active", "held", "dormant"],
  wrapped_up: ["wrapup"],
  went_dormant: ["active"],
  woke: ["held", "dormant"],
  held: ["active"],
  resumed: ["held", "dormant"],
  transferred: ["active", "held", "dormant"],
  wrote: OPEN,
};

export function happenToContact(world: LiveWorld, event: OfContact, at: Instant): void {
  const { contactId } = event;
  const contact = world.contacts.get(contactId);
  if (contact === undefined || !FROM[event.code].includes(contact.state))
    return refuseAct(world, "illegal_transition", { contactId }, at);
  switch (event.code) {
    case "left":
      return abandon(world, contact, at);
    case "call_back_asked":
      return callBackLater(world, contact, event.dueAt, at);
    case "ended":
      return end(world, contact, at);
    case "wrapped_up":
      return close(world, contact, at);
    case "went_dormant":
      return putAside(world, contact, "dormant", at);
    case "held":
      return putAside(world, contact, "held", at);
    case "woke":
    case "resumed":
      return wake(world, contact, at);
    case "wrote":
      return isAside(contact) ? wake(world, contact, at) : write(world, contact, at);
    case "transferred":
      return transfer(world, contact, event.to, at);
  }
}

const isAside = ({ state }: LiveContact): boolean => state === "held" || state === "dormant";

function transfer(
  world: LiveWorld,
  contact: LiveContact,
  to: Extract<OfContact, { readonly code: "transferred" }>["to"],
  at: Instant,
): void {
  if ("queueId" in to) {
    const queue = world.queues.get(to.queueId);
    if (queue !== undefined) return transferToQueue(world, contact, { queue, keepsAge: to.keepsAge }, at);
  } else {
    const agent = world.agents.get(to.agentId);
    if (agent !== undefined) return transferToAgent(world, contact, { agent, isWarm: to.isWarm }, at);
  }
  refuseAct(world, "illegal_transition", { contactId: contact.id }, at);
}
