import type { LiveContact } from "../../../src/core/assignment/live/contact.ts";
import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import { type Instant, SECOND } from "../../../src/core/kernel/instant.ts";
import { LEADER } from "./floor.ts";
import type { House } from "./house.ts";

/** How long it is until somebody does the next thing about a contact. */
const NEXT_MS = [2 * SECOND, 60 * SECOND] as const;

/** What fan and agent do about a contact from time to time, for as long as it is on the floor. */
export function follow(house: House, contactId: string, at: Instant): void {
  const { dice, plan, world } = house;
  plan(at + dice.between(...NEXT_MS), (now) => {
    const contact = world.contacts.get(contactId);
    if (contact === undefined) return undefined;
    follow(house, contactId, now);
    return house.isClosing ? bringToEnd(house, contact) : goOn(house, contact, now);
  });
}

/** Everybody does what she should. */
function bringToEnd(house: House, contact: LiveContact): FloorEvent | undefined {
  const { id: contactId, state, queue, excluded } = contact;
  switch (state) {
    case "active":
    case "held":
    case "dormant":
      return { code: "ended", contactId };
    case "wrapup":
      return { code: "wrapped_up", contactId };
    case "orphaned":
      return { code: "wrote", contactId };
    case "queued":
      if (queue.rules.mode !== "pull") return undefined;
      // What she once declined others take.
      return { code: "taken", contactId, agentId: excluded.has(LEADER) ? anyAgent(house) : LEADER };
    case "offered":
    case "abandoned":
    case "callback":
    case "closed":
      return undefined;
  }
}

function goOn(house: House, contact: LiveContact, at: Instant): FloorEvent | undefined {
  const { dice } = house;
  const { id: contactId, state, spec } = contact;
  switch (state) {
    case "queued":
      if (dice.isIn(0.25)) return { code: "taken", contactId, agentId: anyAgent(house) };
      return wait(house, contactId, at);
    case "offered":
      return wait(house, contactId, at);
    case "active":
      return serve(house, contact);
    case "held":
      return { code: dice.isIn(0.9) ? "resumed" : "ended", contactId };
    case "dormant":
      return { code: dice.pick(["woke", "wrote", "ended"]), contactId };
    case "wrapup":
      return dice.isIn(0.4) ? { code: "wrapped_up", contactId } : undefined;
    case "orphaned":
      return { code: "wrote", contactId };
    case "abandoned":
      return dice.isIn(0.5) ? { code: "returned", contact: spec } : undefined;
    case "callback":
    case "closed":
      return undefined;
  }
}

/** She loses patience, or would rather be called; or her agent thinks better of the transfer. */
function wait({ dice, world }: House, contactId: string, at: Instant): FloorEvent | undefined {
  if (dice.isIn(0.08)) return { code: "left", contactId };
  if (dice.isIn(0.03))
    return { code: "call_back_asked", contactId, dueAt: at + dice.between(0, 90) * SECOND };
  const from = world.contacts.get(contactId)?.transfer?.from;
  return from !== undefined && dice.isIn(0.3) ? { code: "recalled", contactId, agentId: from.id } : undefined;
}

function serve(house: House, contact: LiveContact): FloorEvent | undefined {
  const { dice, queueIds } = house;
  const { id: contactId, owner, members } = contact;
  const agentId = anyAgent(house);
  const deed = dice.next();
  if (deed < 0.4) return { code: "ended", contactId };
  if (deed < 0.5) return { code: "held", contactId };
  if (deed < 0.6) return { code: "went_dormant", contactId };
  if (deed < 0.68) {
    const to = { queueId: dice.anyOf(queueIds) ?? "", keepsAge: dice.isIn(0.7) };
    return { code: "transferred", contactId, to };
  }
  if (deed < 0.76) return { code: "transferred", contactId, to: { agentId, isWarm: dice.isIn(0.5) } };
  if (deed < 0.8) return owner && { code: "bounced", contactId, agentId: owner.id };
  if (deed < 0.84) return { code: "joined", contactId, agentId, role: dice.pick(["conference", "listen"]) };
  const [guest] = members.keys();
  return guest && { code: "parted", contactId, agentId: guest.id };
}

const anyAgent = ({ dice, world }: House): string => dice.anyOf([...world.agents.keys()]) ?? "";
