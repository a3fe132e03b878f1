import { DAY, HOUR, type Instant } from "../kernel/instant.ts";
import { dayOfDate, startOfDay } from "../kernel/zone.ts";

/** 新人期 (days, G32): how many at once a new agent may have on each of her days, the last of them until it is taken off. */
export type Nursery = {
  /** Her first day, `2026-11-25`, on the house's clock. */
  readonly since: string;
  readonly caps: readonly number[];
  /** 带教: who sees her open contacts, and is asked beside the leaders when she calls for help. */
  readonly mentorId?: string | undefined;
  /** 审稿: so many replies of hers, the first, wait for her mentor or a leader; none where it is not set. */
  readonly reviewed?: number | undefined;
};

/** Which of her days it is, from 0; before the first it is the first. */
export function dayOfNursery({ since }: Nursery, at: Instant, zone: string): number {
  const { from } = dayOfDate(since, zone);
  // An hour more: where clocks change a day is an hour shorter.
  return Math.max(0, Math.floor((startOfDay(at, zone) - from + HOUR) / DAY));
}

/** At most so many at once now; undefined: nothing beside what is usual for her. */
export function nurseryCap(nursery: Nursery | undefined, at: Instant, zone: string): number | undefined {
  if (nursery === undefined) return undefined;
  const { caps } = nursery;
  return caps[Math.min(dayOfNursery(nursery, at, zone), caps.length - 1)];
}

/** 审稿: whether the next reply of an agent waits, of whom so many have been let through. */
export const isReviewed = (nursery: Nursery | undefined, passed: number): boolean =>
  passed < (nursery?.reviewed ?? 0);

/**
 * How many at once an agent has, whoever set it: what is usual for her, or was given for this sign-in, and never more than
 * her day as a new agent lets. The one place where these meet.
 */
export const capacityAt = (given: number, nursery: Nursery | undefined, at: Instant, zone: string): number =>
  Math.min(given, nurseryCap(nursery, at, zone) ?? given);
