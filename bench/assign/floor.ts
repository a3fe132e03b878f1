import type { Opening, Serving } from "../../src/core/assignment/engine/open.ts";
import type { MembershipSpec } from "../../src/core/assignment/live/agent.ts";
import type { ContactSpec } from "../../src/core/assignment/live/contact.ts";
import { defaultQueueRules, type QueueRules } from "../../src/core/assignment/live/rules.ts";
import type { SkillNeed } from "../../src/core/assignment/live/skill.ts";
import { MINUTE, SECOND } from "../../src/core/kernel/instant.ts";

export type Size = { readonly agents: number; readonly waiting: number; readonly queues: number };

const SKILLS = ["zh", "en", "yue", "orders", "returns", "invoices", "members", "repairs"];
const CHANNELS = ["wechat", "wechat", "wechat", "weibo", "weibo", "call"];
const CAPACITY = 5;
/** A queue has agents of so many queues beside it. */
const QUEUES_OF_AGENT = 3;

/** Queues with every order and strategy that can be mixed, rings, public slots and promotion. */
function rulesOf(index: number): QueueRules {
  const pick = <T>(list: readonly T[]): T => list[index % list.length] as T;
  return {
    ...defaultQueueRules,
    id: `q${index}`,
    order: pick(["score", "score", "deadline", "priority", "fifo"] as const),
    strategy: pick(["longest_idle", "least_active", "skill_best", "rotation"] as const),
    rings: [0, 30 * SECOND, 60 * SECOND],
    offerMs: 30 * SECOND,
    waitMsMax: 60 * MINUTE,
    publicSlots: index % 2 === 0 ? 3 : 0,
    promote: { leadMs: 3 * MINUTE, oneIn: 3 },
  };
}

/** A floor where everybody's hands are full, so that each release decides among all that waits. */
export function fullFloor({ agents, queues }: Size, random: () => number, isFull: boolean): Opening {
  return {
    at: 0,
    queues: Array.from({ length: queues }, (_, index) => rulesOf(index)),
    lastAgents: [],
    agents: Array.from({ length: agents }, (_, seat) => ({
      id: `a${seat}`,
      seat,
      skills: skillsOf(random),
      memberships: membershipsOf(seat, queues, random),
      capacity: CAPACITY,
      channelMax: { call: 1 },
      exclusive: [],
      interrupts: seat % 4 === 0 ? ["call"] : [],
      autoAccept: false,
      rate: undefined,
      presence: "ready" as const,
      readySince: 0,
      lastOfferAt: 0,
      lastAcceptAt: 0,
      lastReleaseAt: 0,
      acceptedToday: 0,
      serving: isFull ? servingOf(seat) : [],
    })),
  };
}

const servingOf = (seat: number): readonly Serving[] =>
  Array.from({ length: CAPACITY }, (_, n) => ({
    contactId: `a${seat}-${n}`,
    units: 1,
    channel: "wechat",
    customer: "",
    queueId: undefined,
  }));

function skillsOf(random: () => number): Readonly<Record<string, number>> {
  const skills: Record<string, number> = { zh: 5 };
  for (let n = 0; n < 3; n += 1) skills[anyOf(SKILLS, random)] = 1 + Math.floor(random() * 5);
  return skills;
}

function membershipsOf(seat: number, queues: number, random: () => number): readonly MembershipSpec[] {
  const ids = new Set([`q${seat % queues}`]);
  while (ids.size < Math.min(QUEUES_OF_AGENT, queues)) ids.add(`q${Math.floor(random() * queues)}`);
  return [...ids].map((queueId, index) => ({
    queueId,
    priority: index === 2 ? 2 : 1,
    level: index,
    delayMs: 0,
  }));
}

/** A contact of any queue; a third needs one skill, a sixth two, some less after a while. */
export function contactOf(id: string, at: number, { queues }: Size, random: () => number): ContactSpec {
  const channel = anyOf(CHANNELS, random);
  const draw = random();
  return {
    id,
    queueId: `q${Math.floor(random() * queues)}`,
    channel,
    priority: 1 + Math.floor(random() * 9),
    boostMs: channel === "weibo" ? 5 * MINUTE : 0,
    isVip: random() < 0.05,
    isPublic: channel === "weibo" && random() < 0.5,
    dueAt: channel === "weibo" ? at + 15 * MINUTE : undefined,
    units: 1,
    customer: id,
    skills:
      draw < 0.5 ? [] : draw < 0.83 ? [needOf(random)] : [needOf(random), { ...needOf(random), skill: "zh" }],
    barred: [],
  };
}

const needOf = (random: () => number): SkillNeed => ({
  skill: anyOf(SKILLS, random),
  min: 1 + Math.floor(random() * 4),
  relax:
    random() < 0.5
      ? [
          { afterMs: 90 * SECOND, min: 1 },
          { afterMs: 180 * SECOND, min: undefined },
        ]
      : [],
});

const anyOf = <T>(list: readonly T[], random: () => number): T =>
  list[Math.floor(random() * list.length)] as T;
