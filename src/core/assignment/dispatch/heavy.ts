import { find } from "../order/sorted-list.ts";
import type { Instant } from "../../kernel/instant.ts";
import type { LiveAgent } from "../live/agent.ts";
import type { LiveContact } from "../live/contact.ts";
import type { LiveQueue } from "../live/queue.ts";
import { meets } from "../live/skill.ts";
import type { LiveWorld } from "../live/world.ts";
import { stopKeeping } from "../waiting/wait.ts";
import { fits, mayHave, mayMeet, membershipOf, stageFor } from "./eligible.ts";

/**
 * The oldest contact that fits nobody only because of its weight keeps the agent with most spare units for itself, so
 * that light ones cannot starve it (seats section 2.3). One of a queue at a time.
 */
export function keepForHeavy(world: LiveWorld, queue: LiveQueue, at: Instant): void {
  const { keeping, heavy } = queue;
  if (keeping !== undefined && keeping.agent.presence === "ready" && queue.members.has(keeping.agent)) return;
  stopKeeping(world, queue);
  if (heavy.size === 0) return;
  const oldestFirst = [...heavy].toSorted(
    (one, other) => one.enqueuedAt - other.enqueuedAt || one.seq - other.seq,
  );
  for (const contact of oldestFirst) {
    if (fitsSomebody(contact, at)) continue;
    const agent = roomiest(contact, at);
    if (agent === undefined) continue;
    agent.keptFor = contact;
    queue.keeping = { contact, agent };
    return;
  }
}

function fitsSomebody(contact: LiveContact, at: Instant): boolean {
  const { queue, wants } = contact;
  if (wants === undefined) return false;
  return [...queue.free.values()].some(
    (among) =>
      fits(queue, among, wants) &&
      find(among.agents, ({ agent }) => mayHave(agent, contact, wants, at)) !== undefined,
  );
}

function roomiest(contact: LiveContact, at: Instant): LiveAgent | undefined {
  const { queue, wants } = contact;
  let best: LiveAgent | undefined;
  for (const agent of queue.members) {
    const membership = membershipOf(agent, queue);
    if (wants === undefined || membership === undefined || agent.presence !== "ready") continue;
    const couldOnce =
      agent.keptFor === undefined &&
      agent.spec.capacity >= wants.units &&
      (agent.room.shut & wants.channelBit) === 0 &&
      meets(wants.requirement, agent.profile) &&
      stageFor(queue, membership) <= wants.stage &&
      mayMeet(agent, contact, at);
    if (couldOnce && (best === undefined || isRoomier(agent, best))) best = agent;
  }
  return best;
}

const isRoomier = (one: LiveAgent, other: LiveAgent): boolean =>
  one.room.spare > other.room.spare ||
  (one.room.spare === other.room.spare && one.spec.seat < other.spec.seat);
