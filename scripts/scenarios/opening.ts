import type { Opening } from "../../src/core/assignment/engine/open.ts";
import type { AgentSpec } from "../../src/core/assignment/live/agent.ts";
import {
  CONTACT_ORDERS,
  defaultQueueRules,
  NEWCOMERS,
  type QueueRules,
  STRATEGIES,
} from "../../src/core/assignment/live/rules.ts";
import { SECOND } from "../../src/core/kernel/instant.ts";
import type { Presence } from "../../src/core/seating/presence.ts";
import type { Scenario, ScenarioAgent, ScenarioQueue } from "./file.ts";

type Membership = {
  readonly priority?: number | undefined;
  readonly level?: number | undefined;
  readonly delay?: number | undefined;
};

export const ms = (seconds: number): number => seconds * SECOND;
const msOr = (seconds: number | null | undefined, otherwise: number): number =>
  seconds == null ? otherwise : ms(seconds);
const msOrNone = (seconds: number | null | undefined): number | undefined =>
  seconds == null ? undefined : ms(seconds);

/** The floor that a scenario begins with. What it does not say is the conventions' default, which is ours. */
export function openingOf({ config }: Scenario): Opening {
  const queueIds = config.queues.map(({ id }) => id);
  return {
    at: 0,
    queues: config.queues.map(rulesOf),
    agents: config.agents.map((agent, index) => ({
      ...agentOf(agent, index + 1, queueIds),
      serving: (agent.preload ?? []).map(([contactId, units, channel = "chat"]) => ({
        contactId,
        units,
        channel,
        customer: "",
        queueId: undefined,
      })),
    })),
    lastAgents: Object.entries(config.last_agent ?? {}).map(([customer, [agentId, at]]) => ({
      customer,
      agentId,
      at: ms(at),
    })),
  };
}

export function rulesOf(given: ScenarioQueue): QueueRules {
  const base = defaultQueueRules;
  return {
    ...base,
    id: given.id,
    mode: given.mode ?? base.mode,
    isOpen: given.open ?? base.isOpen,
    order: oneOf(CONTACT_ORDERS, given.order, base.order),
    strategy: oneOf(STRATEGIES, given.strategy, base.strategy),
    idleBasis: oneOf(["available", "last_contact"], given.idle_basis, base.idleBasis),
    autoAccept: given.auto_accept ?? base.autoAccept,
    ...times(given),
    noAnswerMax: given.max_no_answer ?? base.noAnswerMax,
    declineExcludes: given.decline_exclude ?? base.declineExcludes,
    overflowTo: given.overflow_to ?? base.overflowTo,
    lengthMax: given.maxlen ?? undefined,
    joinEmpty: joinEmptyOf(given.join_empty),
    rings: (given.rings ?? []).map(ms),
    skipEmptyRings: given.skip_empty_rings ?? base.skipEmptyRings,
    weights: given.weights ?? base.weights,
    transferMax: given.transfer_limit ?? base.transferMax,
    leaderQueueId: given.leader_queue ?? undefined,
    pullVisibleMax: given.pull_visible ?? undefined,
    dormantHolds: given.dormant_holds ?? base.dormantHolds,
    publicSlots: given.public_slots ?? base.publicSlots,
    overnightOneIn: given.overnight_one_in ?? base.overnightOneIn,
    newcomers: oneOf(NEWCOMERS, given.newcomers, base.newcomers),
    kolFollowers: given.kol_followers ?? base.kolFollowers,
    promote: given.promote ? { leadMs: ms(given.promote.lead), oneIn: given.promote.one_in } : undefined,
  };
}

function times(given: ScenarioQueue) {
  const base = defaultQueueRules;
  return {
    offerMs: msOr(given.offer_timeout, base.offerMs),
    wrapMs: msOr(given.wrap, base.wrapMs),
    rejectMs: msOr(given.reject_delay, base.rejectMs),
    noAnswerMs: msOr(given.no_answer_delay, base.noAnswerMs),
    waitMsMax: msOrNone(given.max_wait),
    unstaffedMsMax: msOrNone(given.max_wait_no_agent),
    resumeMs: msOr(given.resume_window, base.resumeMs),
    stickyWindowMs: msOr(given.sticky_window, base.stickyWindowMs),
    stickyWaitMs: msOr(given.sticky_wait, base.stickyWaitMs),
    vipBoostMs: msOr(given.vip_boost, base.vipBoostMs),
    returnedBoostMs: msOr(given.returned_boost, base.returnedBoostMs),
    bounceMs: msOr(given.bounce_window, base.bounceMs),
    heavyAfterMs: msOrNone(given.hol_guard),
  };
}

export function agentOf(given: ScenarioAgent, seat: number, queueIds: readonly string[]): AgentSpec {
  const queues = given.queues ?? [...queueIds];
  const memberships = Array.isArray(queues) ? Object.fromEntries(queues.map((id) => [id, {}])) : queues;
  return {
    id: given.id,
    seat: given.order ?? seat,
    skills: given.skills ?? {},
    memberships: Object.entries<Membership>(memberships).map(
      ([queueId, { priority = 1, level = 0, delay = 0 }]) => ({
        queueId,
        priority,
        level,
        delayMs: ms(delay),
      }),
    ),
    capacity: given.capacity ?? 1,
    channelMax: given.channels ?? {},
    exclusive: given.exclusive ?? [],
    interrupts: given.interrupts ?? [],
    autoAccept: given.auto_accept ?? false,
    rate: given.rate && { max: given.rate.max, windowMs: ms(given.rate.window) },
    presence: presenceOf(given.state ?? "ready"),
    readySince: ms(given.since ?? 0),
    lastOfferAt: ms(given.last_offer ?? -1),
    lastAcceptAt: ms(given.last_assign ?? -1),
    lastReleaseAt: ms(given.last_release ?? -1),
    acceptedToday: given.today ?? 0,
    ...(given.newcomer === true && { isNew: true }),
  };
}

/** The conventions know more words for not ready than we do. */
const PRESENCES: ReadonlyMap<string, Presence> = new Map<string, Presence>([
  ["ready", "ready"],
  ["idle", "ready"],
  ["available", "ready"],
  ["not_ready", "not_ready"],
  ["busy", "not_ready"],
  ["break", "break"],
  ["rest", "break"],
  ["meeting", "break"],
  ["training", "break"],
  ["after_work", "after_work"],
  ["auto_away", "auto_away"],
  ["away", "auto_away"],
  ["logging_out", "logging_out"],
  ["offline", "offline"],
  ["logged_out", "offline"],
]);

export function presenceOf(word: string): Presence {
  const presence = PRESENCES.get(word);
  if (presence === undefined) throw new Error(`no such state of an agent: ${word}`);
  return presence;
}

function joinEmptyOf(word = "allow"): QueueRules["joinEmpty"] {
  if (word === "allow") return "allow";
  return /ready/.test(word) ? "if_ready" : "if_signed_in";
}

function oneOf<Word extends string>(
  words: readonly Word[],
  given: string | undefined,
  otherwise: Word,
): Word {
  if (given === undefined) return otherwise;
  const word = words.find((one) => one === given);
  if (word === undefined) throw new Error(`${given} is none of ${words.join(", ")}`);
  return word;
}
