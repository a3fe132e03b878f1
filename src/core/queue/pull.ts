import { minimaAt } from "../assignment/live/skill.ts";
import type { Contact } from "../contact/contact.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Presence } from "../seating/presence.ts";
import type { Abilities } from "./abilities.ts";
import { needsOf } from "./demand.ts";
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
export function mayPull(contact: Contact, puller: Puller, { rings }: QueuePolicy, at: Instant): boolean {
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
