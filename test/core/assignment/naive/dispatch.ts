import type { Line } from "../../../../scripts/scenarios/file.ts";
import { type Agent, channelOf, type Contact, type Floor } from "./floor.ts";
import { agentOrder, compareLists, couldTake, hasSkills, isForBetter, orderOf, precedence } from "./rules.ts";

const FAMILY: Readonly<Record<string, number>> = { deadline: 0, priority: 1, score: 2, fifo: 2 };

/** Offers, one after the other, each time looking at everybody again. */
export function dispatch(floor: Floor, log: Line[]): void {
  forgetExclusions(floor);
  for (let next = first(floor); next !== undefined; next = first(floor)) {
    const { queue } = next;
    const agents = takers(floor, next).toSorted((one, other) =>
      compareLists(agentOrder(floor, one, next), agentOrder(floor, other, next)),
    );
    const sticky = agents.filter((agent) => agent === next.sticky);
    const chosen = sticky.length > 0 ? sticky : queue.strategy === "broadcast" ? agents : agents.slice(0, 1);
    queue.sincePromoted = precedence(floor, next) === 1 ? 0 : queue.sincePromoted + 1;
    queue.sinceOvernight = next.spec.promised === undefined ? queue.sinceOvernight + 1 : 0;
    next.state = "offered";
    for (const agent of chosen) {
      next.offers.push({ agent, at: floor.t });
      agent.lastOffer = floor.t;
      log.push({ t: floor.t, ev: "offer", contact: next.id, agent: agent.id });
    }
  }
}

const takers = (floor: Floor, contact: Contact): readonly Agent[] =>
  floor.agents.filter((agent) => couldTake(floor, agent, contact) && !isForBetter(floor, agent, contact));

function familyOf({ queue: { order = "score" }, spec }: Contact): number {
  return spec.promised !== undefined && order === "priority" ? 2 : (FAMILY[order] ?? 0);
}

function first(floor: Floor): Contact | undefined {
  const possible = floor.contacts.filter(
    (contact) => contact.state === "queued" && takers(floor, contact).length > 0,
  );
  return possible.toSorted((one, other) => compareLists(rank(floor, one), rank(floor, other)))[0];
}

const rank = (floor: Floor, contact: Contact) => [
  precedence(floor, contact),
  familyOf(contact),
  ...orderOf(contact),
];

function forgetExclusions(floor: Floor): void {
  for (const contact of floor.contacts) {
    if (contact.state !== "queued") continue;
    const able = floor.agents.filter(
      (agent) =>
        agent.state === "ready" &&
        isMember(agent, contact) &&
        hasSkills(floor, agent, contact) &&
        hasPlace(agent, contact),
    );
    if (able.length > 0 && able.every(({ id }) => contact.excluded.has(id))) contact.excluded.clear();
  }
}

/** With empty hands. */
function hasPlace({ spec }: Agent, contact: Contact): boolean {
  const { capacity = 1, channels, interrupts = [] } = spec;
  const channel = channelOf(contact);
  return channels?.[channel] !== 0 && (contact.units <= capacity || interrupts.includes(channel));
}

const isMember = ({ spec }: Agent, { queue }: Contact): boolean =>
  spec.queues === undefined ||
  (Array.isArray(spec.queues) ? spec.queues.includes(queue.id) : queue.id in spec.queues);
