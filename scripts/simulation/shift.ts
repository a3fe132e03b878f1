import { openWorld } from "../../src/core/assignment/engine/open.ts";
import { step } from "../../src/core/assignment/engine/step.ts";
import type { FloorEvent } from "../../src/core/assignment/live/event.ts";
import { defaultQueueRules, type Strategy } from "../../src/core/assignment/live/rules.ts";
import { createHeap } from "../../src/core/assignment/order/heap.ts";
import { HOUR, type Instant, MINUTE, SECOND } from "../../src/core/kernel/instant.ts";
import { createDice } from "./day/dice.ts";

const AGENTS = 20;
const CAPACITY = 3;
const SHIFT_MS = 8 * HOUR;
const LUNCH_MS = 30 * MINUTE;
const TALK_MS = 8 * MINUTE;
const REACTION_MS = 4 * SECOND;
/** Of their slots, so much is taken on average: somebody is always free, and who it is decides the rule. */
const LOAD = 0.6;

/** How evenly a shift's work fell on agents who can and may the same. */
export type Fairness = {
  readonly contacts: number;
  readonly most: number;
  readonly least: number;
  /** (most − least) / mean of the contacts each has had; 0: all the same. */
  readonly spread: number;
};

type Planned = { readonly at: Instant; readonly nr: number; readonly event: FloorEvent };

/** Eight hours of twenty equals, each with half an hour's lunch; fans come at random, talks last as long as they last. */
export function fairnessOf(seed: number, strategy: Strategy): Fairness {
  const dice = createDice(seed);
  const world = openWorld({
    at: 0,
    queues: [{ ...defaultQueueRules, id: "q", strategy }],
    agents: Array.from({ length: AGENTS }, (_, seat) => agentAt(seat)),
    lastAgents: [],
  });
  const agenda = createHeap<Planned>((one, other) => one.at - other.at || one.nr - other.nr);
  let nr = 0;
  const plan = (at: Instant, event: FloorEvent): void => agenda.push({ at, nr: (nr += 1), event });
  const wait = (mean: number): number => Math.ceil(-Math.log(1 - dice.next()) * mean);

  const gap = TALK_MS / (AGENTS * CAPACITY * LOAD);
  for (let [at, n] = [wait(gap), 0]; at < SHIFT_MS; at += wait(gap), n += 1)
    plan(at, { code: "enqueued", contact: contactOf(`c${n}`) });
  for (const { id } of world.agents.values()) {
    const from = 3 * HOUR + dice.between(0, 2 * HOUR);
    plan(from, { code: "presence", agentId: id, to: "break" });
    plan(from + LUNCH_MS, { code: "presence", agentId: id, to: "ready" });
  }
  const had = new Map([...world.agents.keys()].map((id) => [id, 0]));
  for (let next = agenda.pop(); next !== undefined && next.at < SHIFT_MS; next = agenda.pop())
    for (const one of step(world, [next.event], next.at)) {
      if (one.code === "offer")
        plan(one.at + REACTION_MS, { code: "accepted", contactId: one.contactId, agentId: one.agentId });
      if (one.code !== "assigned") continue;
      had.set(one.agentId, (had.get(one.agentId) ?? 0) + 1);
      plan(one.at + wait(TALK_MS), { code: "ended", contactId: one.contactId });
    }
  return fairnessIn([...had.values()]);
}

export function fairnessIn(had: readonly number[]): Fairness {
  const contacts = had.reduce((sum, count) => sum + count, 0);
  const [most, least] = [Math.max(...had), Math.min(...had)];
  return { contacts, most, least, spread: contacts === 0 ? 0 : ((most - least) * had.length) / contacts };
}

const agentAt = (seat: number) => ({
  id: `a${seat}`,
  seat,
  skills: {},
  memberships: [{ queueId: "q", priority: 1, level: 0, delayMs: 0 }],
  capacity: CAPACITY,
  channelMax: {},
  exclusive: [],
  interrupts: [],
  autoAccept: false,
  rate: undefined,
  presence: "ready" as const,
  readySince: 0,
  lastOfferAt: 0,
  lastAcceptAt: 0,
  lastReleaseAt: 0,
  acceptedToday: 0,
  serving: [],
});

const contactOf = (id: string) => ({
  id,
  queueId: "q",
  channel: "wechat",
  priority: 5,
  boostMs: 0,
  isVip: false,
  isPublic: false,
  dueAt: undefined,
  units: 1,
  customer: id,
  skills: [],
  barred: [],
});
