import { add, remove } from "../order/sorted-list.ts";
import type { Instant } from "../../kernel/instant.ts";
import type { LiveAgent, Membership } from "../live/agent.ts";
import type { LiveWorld } from "../live/world.ts";
import { createFreeClass } from "./free-class.ts";
import { isAvailable, roomOf } from "./room.ts";
import { strategyKey } from "./strategy-key.ts";

/** Brings the lists of free agents up to what has become of those who changed. */
export function listFree(world: LiveWorld, at: Instant): void {
  for (const agent of world.touched.stale) {
    agent.room = roomOf(agent, world.interned);
    const isThere = isAvailable(agent, at);
    for (const membership of agent.memberships) {
      if (isThere) list(agent, membership);
      else unlist(membership);
    }
  }
  world.touched.stale.clear();
}

export function unlist(membership: Membership): void {
  const { free, queue } = membership;
  if (free === undefined) return;
  const { entry } = free;
  remove(queue.freeInOrder, entry);
  remove(free.among.agents, entry);
  if (free.among.agents.size === 0) queue.free.delete(free.among.key);
  membership.free = undefined;
}

function list(agent: LiveAgent, membership: Membership): void {
  const { queue, level, delayMs } = membership;
  const { profile, room } = agent;
  const { shut, interrupts } = room;
  const isFull = room.spare <= 0;
  const key = `${level}/${delayMs}/${profile.id}/${isFull}/${shut}/${interrupts}`;
  const [first, second] = strategyKey(agent, queue.rules);
  const { free } = membership;
  // Often enough nothing of it has changed.
  if (free?.among.key === key && free.entry.first === first && free.entry.second === second) return;
  unlist(membership);
  let among = queue.free.get(key);
  if (among === undefined) {
    among = createFreeClass({ key, level, delayMs, profile, isFull, shut, interrupts });
    queue.free.set(key, among);
  }
  const entry = { agent, among, level, seat: agent.spec.seat, first, second };
  add(among.agents, entry);
  add(queue.freeInOrder, entry);
  membership.free = { among, entry };
}
