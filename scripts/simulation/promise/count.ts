import type { LiveAgent } from "../../../src/core/assignment/live/agent.ts";
import type { LiveQueue } from "../../../src/core/assignment/live/queue.ts";
import type { LiveWorld } from "../../../src/core/assignment/live/world.ts";
import { isThere } from "./plain.ts";
import type { Check } from "./seen.ts";

/** Whatever a queue counts is what a recount finds; a difference is never repaired, so there must be none. */
export const countsHold: Check = ({ world }) => {
  const offered = new Map<LiveQueue, number>();
  const inHand = new Map<LiveQueue, number>();
  for (const { state, queue, publicOf } of world.contacts.values()) {
    if (state === "offered") offered.set(queue, (offered.get(queue) ?? 0) + 1);
    if (publicOf !== undefined) inHand.set(publicOf, (inHand.get(publicOf) ?? 0) + 1);
  }
  for (const queue of world.queues.values()) {
    const { id } = queue;
    if (queue.offered !== (offered.get(queue) ?? 0)) return `${id} counts ${queue.offered} offers`;
    if (queue.publicInHand !== (inHand.get(queue) ?? 0))
      return `${id} counts ${queue.publicInHand} of the public`;
    const { signedIn, ready } = staffOf(world, queue);
    if (sum(queue.signedInByLevel) !== signedIn) return `${id} counts other staff than the ${signedIn} there`;
    if (sum(queue.readyByProfile) !== ready) return `${id} counts others ready than the ${ready} there`;
    if ((signedIn === 0) !== (queue.unstaffedSince !== undefined))
      return `${id} is wrong about being unstaffed`;
    let inBuckets = 0;
    for (const { contacts } of queue.buckets.values()) inBuckets += contacts.size;
    const inLine = queue.line.all.size + queue.line.nights.size;
    if (inBuckets !== inLine) return `${id} has ${inBuckets} in buckets and ${inLine} in line`;
  }
  return undefined;
};

function staffOf({ agents }: LiveWorld, queue: LiveQueue) {
  let signedIn = 0;
  let ready = 0;
  for (const { presence, spec } of agents.values()) {
    if (!spec.memberships.some(({ queueId }) => queueId === queue.id)) continue;
    if (presence !== "offline") signedIn += 1;
    if (presence === "ready") ready += 1;
  }
  return { signedIn, ready };
}

function sum(counts: ReadonlyMap<unknown, number>): number {
  let all = 0;
  for (const count of counts.values()) all += count;
  return all;
}

/** Who is free stands in each of her queues' lists, who is not in none; nothing that was touched is left. */
export const listsHold: Check = ({ world, at }) => {
  if (world.isStopped) return undefined;
  const { touched } = world;
  if (touched.agents.size + touched.contacts.size > 0) return "a pass was left half done";
  for (const agent of world.agents.values()) {
    const isListed = agent.memberships.map(({ free }) => free !== undefined);
    const should = isThere(agent, at) && hasAnyRoom(agent);
    if (isListed.some((is) => is !== should)) return `${agent.id} is ${should ? "not " : ""}among the free`;
  }
  return undefined;
};

function hasAnyRoom({ spec, held, used }: LiveAgent): boolean {
  const channels = [...held.values()].map(({ contact }) => contact.channel);
  if (channels.some((channel) => spec.exclusive.includes(channel))) return false;
  if (used < spec.capacity) return true;
  const isShut = (channel: string): boolean =>
    channels.filter((one) => one === channel).length >= (spec.channelMax[channel] ?? Infinity) ||
    (channels.length > 0 && spec.exclusive.includes(channel));
  return used <= spec.capacity && spec.interrupts.some((channel) => !isShut(channel));
}
