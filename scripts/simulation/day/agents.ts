import type { Decision } from "../../../src/core/assignment/live/decision.ts";
import type { HeldBack } from "../../../src/core/assignment/live/agent.ts";
import { type Instant, MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import type { FloorEvent } from "../../../src/core/assignment/live/event.ts";
import { agentBy } from "./floor.ts";
import type { House } from "./house.ts";

const BACK_MS = [5 * SECOND, 5 * MINUTE] as const;
const GONE_MS = [MINUTE, 15 * MINUTE] as const;

/** Each is at her desk for a while, then is not: on a break, signed out, or her network is gone. */
export function letWork(house: House, agentId: string, at: Instant): void {
  const { dice, plan, world } = house;
  const isThere = world.agents.get(agentId)?.presence === "ready";
  plan(at + dice.between(...(isThere ? GONE_MS : BACK_MS)), (now) => {
    if (house.isClosing) return undefined;
    letWork(house, agentId, now);
    return change(house, agentId, now);
  });
}

function change({ dice, world, queueIds }: House, agentId: string, at: Instant): FloorEvent | undefined {
  const agent = world.agents.get(agentId);
  if (agent === undefined) return undefined;
  const { presence, spec, held } = agent;
  if (presence === "offline") {
    const anew = dice.isIn(0.3) ? agentBy(dice, spec.seat, queueIds) : spec;
    return { code: "signed_in", agent: { ...anew, presence: "ready", readySince: at } };
  }
  if (presence !== "ready") return { code: "presence", agentId, to: "ready" };
  if (dice.isIn(0.15)) {
    const heldBack = dice.isIn(0.2) ? dice.pick<HeldBack>(["silent", "owes_wrapups"]) : undefined;
    return { code: "agent_changed", agent: { ...agentBy(dice, spec.seat, queueIds), heldBack } };
  }
  if (dice.isIn(0.15)) {
    const waiting = dice.sometimes(0.7, () => [...held.keys()].filter(() => dice.isIn(0.5)));
    return waiting === undefined ? { code: "lost", agentId } : { code: "lost", agentId, waiting };
  }
  return {
    code: "presence",
    agentId,
    to: dice.pick(["break", "break", "not_ready", "logging_out", "offline"]),
  };
}

/** Whoever is asked answers, most within the time, some a moment too late, some never. */
export function answer(house: House, decisions: readonly Decision[]): void {
  const { dice, plan } = house;
  for (const one of decisions) {
    if (one.code !== "offer") continue;
    const { contactId, agentId, until, at } = one;
    const yes = (): FloorEvent => ({ code: "accepted", contactId, agentId });
    const how = house.isClosing ? 0.5 : dice.next();
    if (how < 0.08) continue;
    if (how < 0.14) plan(until, yes);
    else if (how < 0.26)
      plan(at + dice.between(0, until - at), () => ({ code: "rejected", contactId, agentId }));
    else plan(at + dice.between(0, Math.floor((until - at) * 0.8)), yes);
  }
}
