import type { Opening } from "../../../src/core/assignment/engine/open.ts";
import type { AgentSpec, MembershipSpec } from "../../../src/core/assignment/live/agent.ts";
import {
  CONTACT_ORDERS,
  defaultQueueRules,
  type QueueRules,
  STRATEGIES,
} from "../../../src/core/assignment/live/rules.ts";
import { MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import type { Dice } from "./dice.ts";

export const SKILLS = ["zh", "en", "orders"] as const;
export const CHANNELS = ["wechat", "wechat", "weibo", "call"] as const;
/** She can and may everything, so that whatever waits has somebody in the end. */
export const LEADER = "a0";
const LEVEL_MAX = 5;
const RINGS = [[], [], [0, 20 * SECOND, 60 * SECOND], [5 * SECOND, 15 * SECOND]] as const;

/** A floor by chance: a few queues with any rules, agents of any queues; nobody has anything yet. */
export function floorBy(dice: Dice): Opening {
  const ids = Array.from({ length: dice.between(1, 4) }, (_, index) => `q${index}`);
  const agents = Array.from({ length: dice.between(2, 12) }, (_, seat) => ({
    ...agentBy(dice, seat, ids),
    serving: [],
  }));
  return { at: 0, queues: ids.map((id) => rulesBy(dice, id, ids)), agents, lastAgents: [] };
}

/** The waits of a queue: what an operator turns while people wait. */
export const waitsBy = (dice: Dice) => ({
  rings: dice.pick(RINGS),
  waitMsMax: dice.sometimes(0.3, () => dice.between(20, 600) * SECOND),
  unstaffedMsMax: dice.sometimes(0.3, () => dice.between(5, 300) * SECOND),
  maxAgeMs: dice.sometimes(0.3, () => dice.between(30, 300) * SECOND),
  heavyAfterMs: dice.sometimes(0.3, () => dice.between(5, 60) * SECOND),
  promote: dice.sometimes(0.3, () => ({ leadMs: 2 * MINUTE, oneIn: dice.between(2, 4) })),
  overnightOneIn: dice.between(2, 4),
  publicSlots: dice.isIn(0.3) ? dice.between(1, 3) : 0,
  lengthMax: dice.sometimes(0.15, () => dice.between(3, 20)),
});

function rulesBy(dice: Dice, id: string, ids: readonly string[]): QueueRules {
  return {
    ...defaultQueueRules,
    id,
    ...waitsBy(dice),
    mode: dice.isIn(0.12) ? "pull" : "push",
    order: dice.isIn(0.4) ? "score" : dice.pick(CONTACT_ORDERS),
    strategy: dice.isIn(0.4) ? "longest_idle" : dice.pick(STRATEGIES),
    idleBasis: dice.isIn(0.3) ? "last_contact" : "available",
    autoAccept: dice.isIn(0.15),
    offerMs: dice.between(5, 40) * SECOND,
    wrapMs: dice.isIn(0.6) ? dice.between(1, 60) * SECOND : 0,
    rejectMs: dice.between(0, 15) * SECOND,
    noAnswerMs: dice.between(0, 15) * SECOND,
    noAnswerMax: dice.between(1, 4),
    declineExcludes: dice.isIn(0.7),
    overflowTo: dice.isIn(0.5) ? (dice.anyOf(ids) ?? "ticket") : dice.pick(["ticket", "callback"]),
    joinEmpty: dice.isIn(0.8) ? "allow" : dice.pick(["if_signed_in", "if_ready"]),
    skipEmptyRings: dice.isIn(0.7),
    resumeMs: dice.isIn(0.5) ? dice.between(5, 120) * SECOND : 0,
    stickyWindowMs: dice.isIn(0.5) ? 10 * MINUTE : 0,
    stickyWaitMs: dice.isIn(0.5) ? dice.between(1, 40) * SECOND : 0,
    weights: dice.isIn(0.2) ? { call: 2, weibo: dice.between(1, 3) } : {},
    transferMax: dice.between(1, 4),
    leaderQueueId: dice.sometimes(0.2, () => dice.anyOf(ids) ?? id),
    pullVisibleMax: dice.sometimes(0.2, () => dice.between(1, 5)),
    dormantHolds: dice.isIn(0.3),
  };
}

/** The agent of a seat, as she signs in, and as whoever looks after staff may change her. */
export function agentBy(dice: Dice, seat: number, queues: readonly string[]): AgentSpec {
  const isLeader = seat === 0;
  const capacity = isLeader ? 6 : dice.between(1, 5);
  return {
    id: `a${seat}`,
    seat,
    skills: isLeader
      ? Object.fromEntries(SKILLS.map((skill) => [skill, LEVEL_MAX]))
      : Object.fromEntries(
          SKILLS.filter(() => dice.isIn(0.6)).map((skill) => [skill, dice.between(1, LEVEL_MAX)]),
        ),
    memberships: membershipsBy(dice, isLeader, queues),
    capacity,
    channelMax: isLeader || dice.isIn(0.6) ? {} : { call: 1, weibo: dice.between(0, 2) },
    exclusive: isLeader || dice.isIn(0.7) ? [] : ["call"],
    interrupts: isLeader || dice.isIn(0.7) ? [] : ["call"],
    autoAccept: dice.isIn(0.1),
    rate: isLeader ? undefined : dice.sometimes(0.1, () => ({ max: 3, windowMs: MINUTE })),
    presence: "ready",
    readySince: 0,
    lastOfferAt: 0,
    lastAcceptAt: 0,
    lastReleaseAt: 0,
    acceptedToday: 0,
  };
}

function membershipsBy(dice: Dice, isLeader: boolean, queues: readonly string[]): readonly MembershipSpec[] {
  if (isLeader) return queues.map((queueId) => ({ queueId, priority: 1, level: 0, delayMs: 0 }));
  const hers = queues.filter(() => dice.isIn(0.6));
  return (hers.length === 0 ? queues.slice(0, 1) : hers).map((queueId) => ({
    queueId,
    priority: dice.between(1, 2),
    level: dice.between(0, 2),
    delayMs: dice.isIn(0.8) ? 0 : dice.between(1, 20) * SECOND,
  }));
}
