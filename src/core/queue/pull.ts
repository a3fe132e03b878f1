import { minimaAt } from "../assignment/live/skill.ts";
import { compareKeys, orderKey } from "../assignment/order/contact-order.ts";
import type { Contact } from "../contact/contact.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Presence } from "../seating/presence.ts";
import type { Abilities } from "./abilities.ts";
import { needsOf } from "./demand.ts";
import { BOOST_MS, type Lane, USUAL_LANE } from "./lane.ts";
import type { QueuePolicy } from "./policy.ts";

/** An agent who wants to take a waiting contact of a queue of hers (抢单). */
export type Puller = {
  readonly staffId: string;
  readonly presence: Presence;
  readonly level: number;
  readonly delayMs: number;
  readonly abilities: Abilities;
};

/** The rules of an offer but for her room, which the claim itself looks at (seats sections 2.2, 2.7). */
export function mayPull(
  contact: Pick<Contact, "enqueuedAt" | "demand">,
  puller: Puller,
  { rings }: QueuePolicy,
  at: Instant,
): boolean {
  const { enqueuedAt = at, demand = {} } = contact;
  const { staffId, presence, level, delayMs, abilities } = puller;
  const ageMs = at - enqueuedAt;
  const opensMs = Math.max(delayMs, rings[Math.min(level, rings.length - 1)] ?? 0);
  const has = (skill: string): number => abilities.skills?.[skill] ?? -Infinity;
  return (
    presence === "ready" &&
    ageMs >= opensMs &&
    demand.barred?.includes(staffId) !== true &&
    minimaAt(needsOf(demand), ageMs).every(([skill, min]) => has(skill) >= min)
  );
}

/** A contact that waits in a queue whose agents take. */
export type Pullable = Pick<Contact, "demand"> & {
  readonly id: string;
  readonly enqueuedAt: Instant;
  readonly lane: Lane | undefined;
  readonly isPublic: boolean;
  readonly dueAt: Instant | undefined;
  readonly policy: QueuePolicy;
  readonly puller: Puller;
};

/** So many are shown, so that nobody picks among all: the first of them by the order of their queues (seats section 2.7). */
export const PULL_SHOWN_MAX = 10;

/** Which of them she may take now, whoever comes first first. */
export function pullable(waiting: readonly Pullable[], at: Instant): readonly Pullable[] {
  const placed = waiting
    .filter((one) => mayPull(one, one.puller, one.policy, at))
    .map((one, seq) => ({ one, key: keyOf(one, seq, at) }));
  return placed
    .toSorted((a, b) => compareKeys(a.key, b.key))
    .slice(0, PULL_SHOWN_MAX)
    .map(({ one }) => one);
}

function keyOf({ policy, demand, enqueuedAt, lane, isPublic, dueAt }: Pullable, seq: number, at: Instant) {
  const boostMs =
    (demand?.boostMs ?? 0) +
    BOOST_MS[lane ?? USUAL_LANE] +
    (isPublic ? policy.publicBoostMs : 0) +
    (demand?.isVip === true ? policy.vipBoostMs : 0);
  return orderKey(policy.order, {
    isFront: false,
    priority: demand?.priority ?? 5,
    isAged: at - enqueuedAt >= (policy.maxAgeMs ?? Infinity),
    boostMs,
    dueAt: dueAt ?? demand?.dueAt,
    enqueuedAt,
    seq,
  });
}
