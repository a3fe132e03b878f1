import type { AgentImage, ContactImage, PastOffer } from "../../core/assignment/mirror/image.ts";
import type { QueueRules } from "../../core/assignment/live/rules.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Surface } from "../../core/conversation/surface.ts";
import { type Abilities, exclusiveOf } from "../../core/queue/abilities.ts";
import { channelInHand } from "../../core/queue/channel.ts";
import { type Demand, needsOf } from "../../core/queue/demand.ts";
import { BOOST_MS, type Lane, USUAL_LANE } from "../../core/queue/lane.ts";
import type { SeatingLimits } from "../../core/queue/rules.ts";
import type { Presence } from "../../core/seating/presence.ts";

export type ContactRow = {
  readonly id: string;
  readonly queueId: string;
  readonly state: "queued" | "offered" | "active" | "wrapup";
  readonly enqueuedAt: Instant;
  readonly enteredAt: Instant;
  readonly preferId: string | null;
  /** Who passed it on, or, to the front, sent it back. */
  readonly sentBy: string | null;
  readonly isFront: boolean | null;
  readonly returns: number | null;
  readonly agentId: string | null;
  readonly units: number;
  /** No session of its owner's holds units for it. */
  readonly isAside: boolean;
  readonly members: NonNullable<ContactImage["members"]> | null;
  /** 一起响: whom it is offered to beside her. */
  readonly beside: readonly string[] | null;
  /** Who is asked to take it over from its agent, and for how many units. */
  readonly passingTo: string | null;
  readonly passingUnits: number | null;
  readonly demand: Demand | null;
  readonly lane: Lane | null;
  readonly surface: Surface;
  /** Of who began the public thread. */
  readonly followers: number | null;
  readonly dueAt: Instant | null;
  /** 隔夜, until somebody has answered it; where somebody may be hurt it waits for no share. */
  readonly promisedAt: Instant | null;
  readonly acceptedAt: Instant | null;
  readonly isOfNight: boolean;
  readonly past:
    | readonly { readonly agentId: string; readonly at: string; readonly isRefusal: boolean }[]
    | null;
};

/** How much older the public counts in each queue. */
export type BoostOf = (queueId: string) => number;

export function contactImage(row: ContactRow, publicBoostOf: BoostOf): ContactImage {
  const { id, queueId, enqueuedAt, enteredAt, preferId, surface, dueAt } = row;
  const isPublic = surface === "public";
  const demand = row.demand ?? {};
  const ended = (row.past ?? []).map(({ agentId: who, at, isRefusal }): PastOffer => ({
    agentId: who,
    at: Date.parse(at),
    how: isRefusal ? "refused" : "taken_back",
  }));
  const how = row.isFront === true ? "sent_back" : "passed_on";
  const sent: readonly PastOffer[] = row.sentBy === null ? [] : [{ agentId: row.sentBy, at: enteredAt, how }];
  return {
    spec: {
      id,
      queueId,
      channel: channelInHand({ surface, isOver: row.state === "wrapup" }, demand),
      priority: demand.priority ?? 5,
      boostMs:
        (demand.boostMs ?? 0) + BOOST_MS[row.lane ?? USUAL_LANE] + (isPublic ? publicBoostOf(queueId) : 0),
      isVip: demand.isVip ?? false,
      ...(row.followers !== null && { followers: row.followers }),
      isPublic,
      dueAt: dueAt ?? demand.dueAt,
      ...(row.promisedAt !== null && { promisedAt: row.promisedAt }),
      units: demand.units ?? 1,
      // Who had her is told by the contact itself (`preferId`).
      customer: "",
      skills: needsOf(demand),
      barred: demand.barred ?? [],
    },
    place: placeOf(row),
    members: row.members ?? [],
    enqueuedAt,
    enteredAt,
    isFront: row.isFront === true,
    returns: row.returns ?? 0,
    preferId: preferId ?? undefined,
    ...(row.acceptedAt !== null && { turn: { at: row.acceptedAt, isOvernight: row.isOfNight } }),
    past: [...ended, ...sent].toSorted((one, other) => one.at - other.at),
  };
}

function placeOf(row: ContactRow): ContactImage["place"] {
  const { state, agentId, units, isAside, passingTo, passingUnits, beside } = row;
  if (state === "queued" || agentId === null) return { state: "queued" };
  if (passingTo !== null) {
    const keeper = isAside ? {} : { keeper: { agentId, units } };
    return { state: "offered", agentId: passingTo, units: passingUnits ?? 1, ...keeper };
  }
  if (state === "active" && isAside) return { state: "held", agentId, units: 0 };
  return { state, agentId, units, ...(beside !== null && { beside }) };
}

export type AgentRow = {
  readonly sessionId: string;
  readonly staffId: string;
  readonly seatId: string;
  readonly presence: Presence;
  readonly capacity: number;
  readonly idleSince: Instant;
  readonly readySince: Instant | null;
  readonly lastOfferAt: Instant | null;
  readonly lastAcceptAt: Instant | null;
  readonly lastReleaseAt: Instant | null;
  readonly accepted: number;
  readonly noAnswers: number;
  readonly wrapupsOwed: number;
  readonly beatAt: Instant;
  readonly abilities: Abilities;
  readonly memberships: readonly {
    readonly queueId: string;
    readonly priority: number;
    readonly level: number;
    readonly delayMs: number;
  }[];
  /** When she took the last so many that her rate allows, the oldest first; null: she has none. */
  readonly accepts: readonly string[] | null;
  readonly refused:
    | readonly {
        readonly at: string;
        readonly outcome: "rejected" | "no_answer";
        readonly queueId: string | null;
      }[]
    | null;
};

/** As many as she may have in a window: until the first of them is out of it. */
function fullUntil({ abilities: { rate }, accepts }: AgentRow): Instant {
  const [first] = accepts ?? [];
  if (rate === undefined || first === undefined || (accepts?.length ?? 0) < rate.max) return -Infinity;
  return Date.parse(first) + rate.windowMs;
}

/** A session from before these were kept knows only since when she is idle. */
const NEVER = 0;

export function agentImage(
  row: AgentRow,
  given: {
    readonly limits: SeatingLimits;
    readonly seat: number;
    readonly rulesOf: (queueId: string) => QueueRules | undefined;
    readonly at: Instant;
  },
): AgentImage {
  const { limits, seat, rulesOf, at } = given;
  const { abilities, beatAt, wrapupsOwed } = row;
  const isKnown = [row.readySince, row.lastAcceptAt, row.lastReleaseAt].some((mark) => mark !== null);
  const heldBack =
    at - beatAt >= limits.silentMs ? "silent" : wrapupsOwed >= limits.owedMax ? "owes_wrapups" : undefined;
  const rests = (row.refused ?? []).map(({ at: when, outcome, queueId }) => {
    const rules = rulesOf(queueId ?? "");
    const ms = outcome === "rejected" ? rules?.rejectMs : rules?.noAnswerMs;
    return Date.parse(when) + (ms ?? limits.coolMs);
  });
  return {
    spec: {
      id: row.staffId,
      seat,
      skills: abilities.skills ?? {},
      memberships: row.memberships,
      capacity: row.capacity,
      channelMax: abilities.channelMax ?? {},
      exclusive: exclusiveOf(abilities),
      interrupts: abilities.interrupts ?? [],
      autoAccept: abilities.autoAccept ?? false,
      rate: abilities.rate,
      presence: row.presence,
      readySince: row.readySince ?? (isKnown ? NEVER : row.idleSince),
      lastOfferAt: row.lastOfferAt ?? NEVER,
      lastAcceptAt: row.lastAcceptAt ?? NEVER,
      lastReleaseAt: row.lastReleaseAt ?? NEVER,
      acceptedToday: row.accepted,
      heldBack,
      ...(abilities.nursery !== undefined && { isNew: true }),
    },
    noAnswers: row.noAnswers,
    restsUntil: Math.max(-Infinity, ...rests, fullUntil(row)),
  };
}
