import { find } from "../order/sorted-list.ts";
import type { Instant } from "../../kernel/instant.ts";
import type { Presence } from "../../seating/presence.ts";
import { isSignedIn, type LiveAgent } from "../live/agent.ts";
import type { LiveQueue } from "../live/queue.ts";
import { type LiveWorld, touchAgent } from "../live/world.ts";
import { setUnstaffedWait } from "../waiting/wait.ts";

/** Her presence and all that queues count by it; what she holds is the caller's matter. */
export function setPresence(world: LiveWorld, agent: LiveAgent, to: Presence, at: Instant): void {
  const from = agent.presence;
  const wasSignedIn = isSignedIn(agent);
  agent.presence = to;
  if (to === "ready" && from !== "ready") agent.readySince = at;
  touchAgent(world, agent);
  for (const { queue, level } of agent.memberships) {
    countReady(world, queue, agent, Number(to === "ready") - Number(from === "ready"));
    countSignedIn(world, queue, level, Number(isSignedIn(agent)) - Number(wasSignedIn), at);
  }
}

export function countReady(world: LiveWorld, queue: LiveQueue, { profile }: LiveAgent, by: number): void {
  if (by === 0) return;
  const count = (queue.readyByProfile.get(profile) ?? 0) + by;
  if (count === 0) queue.readyByProfile.delete(profile);
  else queue.readyByProfile.set(profile, count);
  // Whoever is there now may all have refused.
  for (const contact of queue.picky) world.touched.excluding.add(contact);
}

export function countSignedIn(
  world: LiveWorld,
  queue: LiveQueue,
  level: number,
  by: number,
  at: Instant,
): void {
  if (by === 0) return;
  const count = (queue.signedInByLevel.get(level) ?? 0) + by;
  if (count === 0) queue.signedInByLevel.delete(level);
  else queue.signedInByLevel.set(level, count);
  if (queue.signedInByLevel.size > 0) queue.unstaffedSince = undefined;
  else {
    queue.unstaffedSince = at;
    for (const contact of queue.queued) setUnstaffedWait(world, contact);
  }
  // A ring that is empty now opens those beyond it.
  if (count === 0 && queue.rules.skipEmptyRings && queue.rules.rings.length > 0)
    for (const { agents, level: ring } of queue.free.values())
      if (ring > level)
        find(agents, ({ agent }) => {
          world.touched.agents.add(agent);
          return false;
        });
}

/** Nothing is offered to her until then. */
export function rest(world: LiveWorld, agent: LiveAgent, until: Instant): void {
  // A moment that is over would turn the clock back.
  if (until <= Math.max(agent.restsUntil, world.at)) return;
  agent.restsUntil = until;
  world.touched.stale.add(agent);
  world.timers.set({
    at: until,
    kind: "cool_down",
    seq: agent.spec.seat,
    fire() {
      if (agent.restsUntil === until) touchAgent(world, agent);
    },
  });
}
