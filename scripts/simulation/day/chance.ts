import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import { HOUR, type Instant, SECOND } from "../../../src/core/kernel/instant.ts";
import { waitsBy } from "./floor.ts";
import type { House } from "./house.ts";

/** Whoever runs the floor, and whatever else befalls it: rules, hours, orders, nonsense, nobody at the clock. */
export function letHappen(house: House, at: Instant): void {
  const { dice, plan } = house;
  plan(at + dice.between(SECOND, 60 * SECOND), (now) => {
    if (house.isClosing) return undefined;
    letHappen(house, now);
    return happening(house, now);
  });
}

function happening(house: House, at: Instant): FloorEvent | undefined {
  const { dice, world, plan } = house;
  const chance = dice.next();
  if (chance < 0.3) return turnQueue(house, at);
  if (chance < 0.5) {
    const contactId = anyContact(house);
    return { code: "assigned", contactId, agentId: anyAgent(house), beyond: dice.isIn(0.2) };
  }
  if (chance < 0.52) return { code: "day_began" };
  if (chance < 0.58 && !world.isStopped) {
    plan(at + dice.between(SECOND, 120 * SECOND), () => ({ code: "recovered" }));
    return { code: "stopped" };
  }
  return nonsense(house, at);
}

/** Closed for a while, or other waits and rings while people wait. */
function turnQueue({ dice, world, queueIds, plan }: House, at: Instant): FloorEvent | undefined {
  const queue = world.queues.get(dice.anyOf(queueIds) ?? "");
  if (queue === undefined) return undefined;
  const { id, rules } = queue;
  if (dice.isIn(0.5)) return { code: "queue_changed", rules: { ...rules, ...waitsBy(dice) } };
  plan(at + dice.between(SECOND, dice.isIn(0.1) ? 12 * HOUR : 120 * SECOND), () => {
    const now = world.queues.get(id)?.rules;
    return now && { code: "queue_changed", rules: { ...now, isOpen: true } };
  });
  return { code: "queue_changed", rules: { ...rules, isOpen: false } };
}

/** Late clicks, old pages, wrong ids: whatever it is, it is done or refused, never half. */
function nonsense(house: House, at: Instant): FloorEvent {
  const { dice } = house;
  const contactId = dice.isIn(0.1) ? "nobody's" : anyContact(house);
  const agentId = dice.isIn(0.1) ? "nobody" : anyAgent(house);
  return dice.pick<FloorEvent>([
    { code: "accepted", contactId, agentId },
    { code: "rejected", contactId, agentId },
    { code: "taken", contactId, agentId },
    { code: "bounced", contactId, agentId },
    { code: "recalled", contactId, agentId },
    { code: "joined", contactId, agentId, role: "conference" },
    { code: "parted", contactId, agentId },
    { code: "left", contactId },
    { code: "ended", contactId },
    { code: "wrapped_up", contactId },
    { code: "resumed", contactId },
    { code: "woke", contactId },
    { code: "wrote", contactId },
    { code: "call_back_asked", contactId, dueAt: at },
    { code: "transferred", contactId, to: { queueId: "none", keepsAge: true } },
    { code: "transferred", contactId, to: { agentId, isWarm: true } },
    { code: "presence", agentId, to: "ready" },
  ]);
}

const anyContact = ({ dice, world }: House): string => dice.anyOf([...world.contacts.keys()]) ?? "nobody's";
const anyAgent = ({ dice, world }: House): string => dice.anyOf([...world.agents.keys()]) ?? "nobody";
