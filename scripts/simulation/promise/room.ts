import type { LiveAgent } from "../../../src/core/assignment/live/agent.ts";
import type { Check } from "./seen.ts";

/** The units of each agent are the sum of what she holds. */
export const unitsAdd: Check = ({ world }) => {
  for (const { id, held, used, perChannel } of world.agents.values()) {
    let sum = 0;
    let channels = 0;
    for (const { units } of held.values()) sum += units;
    for (const count of perChannel.values()) channels += count;
    if (sum !== used || channels !== held.size) return `${id} counts ${used} units and holds ${sum}`;
  }
  return undefined;
};

/** Nobody is offered more than she has room for, but for one interruption; each limit by itself. */
export const neverTooMuch: Check = ({ world, decisions, isOneInstant }) => {
  if (!isOneInstant) return undefined;
  for (const one of decisions) {
    if (one.code !== "offer") continue;
    const agent = world.agents.get(one.agentId);
    const wrong = agent === undefined ? "is nobody" : tooMuch(agent, one.contactId);
    if (wrong !== undefined) return `${one.agentId} was offered ${one.contactId}, and ${wrong}`;
  }
  return undefined;
};

function tooMuch({ spec, held }: LiveAgent, contactId: string): string | undefined {
  const { capacity, channelMax, exclusive, interrupts } = spec;
  const all = [...held.values()];
  const used = all.reduce((sum, { units }) => sum + units, 0);
  const passes = all.some(
    ({ contact, units }) => interrupts.includes(contact.channel) && used - units <= capacity,
  );
  if (used > capacity && !passes) return `holds ${used} units of ${capacity}`;
  const channel = held.get(contactId)?.contact.channel ?? "";
  const same = all.filter(({ contact }) => contact.channel === channel).length;
  if (same > (channelMax[channel] ?? Infinity)) return `has ${same} of ${channel}`;
  const isAlone = all.some(({ contact }) => exclusive.includes(contact.channel));
  return isAlone && all.length > 1 ? "has something that stands alone" : undefined;
}

/** One live offer, to one agent or, broadcast, to a group; who is asked is ready; no offer outlives its time. */
export const offersExclusive: Check = ({ world, at, isOneInstant }) => {
  for (const { id, offer, queue } of world.contacts.values()) {
    if (offer === undefined) continue;
    const { agents, until } = offer;
    if (new Set(agents).size !== agents.length) return `${id} is offered to somebody twice`;
    if (agents.length > 1 && queue.rules.strategy !== "broadcast")
      return `${id} is offered to ${agents.length} at once`;
    const away = agents.find(({ presence }) => presence !== "ready");
    if (away !== undefined) return `${id} is offered to ${away.id}, who is ${away.presence}`;
    if (until <= at && !world.isStopped && isOneInstant) return `the offer of ${id} is over and still there`;
  }
  return undefined;
};
