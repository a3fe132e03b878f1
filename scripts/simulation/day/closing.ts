import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import { type Instant, MINUTE } from "../../../src/core/kernel/instant.ts";
import type { House } from "./house.ts";

/**
 * The end of the day: nothing goes wrong any more, every queue is open, everybody is at her desk and takes what she is
 * offered. Whatever is on the floor must come to its end then.
 */
export function close(house: House, at: Instant): readonly FloorEvent[] {
  const { world } = house;
  house.isClosing = true;
  for (const id of world.agents.keys()) keepThere(house, id, at);
  return [
    ...(world.isStopped ? [{ code: "recovered" } as const] : []),
    ...[...world.queues.values()].map(
      ({ rules }) => ({ code: "queue_changed", rules: { ...rules, isOpen: true } }) as const,
    ),
    ...[...world.agents.values()].map(
      ({ spec }) => ({ code: "agent_changed", agent: { ...spec, heldBack: undefined } }) as const,
    ),
  ];
}

function keepThere(house: House, agentId: string, at: Instant): void {
  const { plan, world } = house;
  plan(at, (now) => {
    const agent = world.agents.get(agentId);
    if (agent === undefined || world.contacts.size === 0) return undefined;
    plan(now + MINUTE, (later) => {
      keepThere(house, agentId, later);
      return undefined;
    });
    if (agent.presence === "ready") return undefined;
    if (agent.presence !== "offline") return { code: "presence", agentId, to: "ready" };
    return { code: "signed_in", agent: { ...agent.spec, presence: "ready", readySince: now } };
  });
}
