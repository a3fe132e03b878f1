import { compare } from "../order/compare.ts";
import { createSortedList, type SortedList } from "../order/sorted-list.ts";
import type { LiveAgent } from "../live/agent.ts";
import type { Profile } from "../live/skill.ts";

/**
 * Free agents of a queue that may have the same contacts but for their weight, in the order of its strategy. How many
 * units each has to spare is hers: with every contact she would change her class, and a floor would have as many
 * classes as agents.
 */
export type FreeClass = {
  readonly key: string;
  readonly level: number;
  readonly delayMs: number;
  readonly profile: Profile;
  /** Nobody has a unit to spare: only what may interrupt. */
  readonly isFull: boolean;
  readonly shut: number;
  readonly interrupts: number;
  readonly agents: SortedList<FreeEntry>;
};

/** An agent with all that her place hangs on, in one object: a list compares very many. */
export type FreeEntry = {
  readonly agent: LiveAgent;
  readonly among: FreeClass;
  readonly level: number;
  readonly seat: number;
  readonly first: number;
  readonly second: number;
};

/** Within a level and, of `skill_best`, a proficiency: then seat, then id. */
export const compareEntries = (one: FreeEntry, other: FreeEntry): number =>
  compare(one.first, other.first) ||
  compare(one.second, other.second) ||
  one.seat - other.seat ||
  compare(one.agent.id, other.agent.id);

export const createFreeClass = (given: Omit<FreeClass, "agents">): FreeClass => ({
  ...given,
  agents: createSortedList(compareEntries),
});

/** All who are free for a queue: by ring, then as within a class. */
export const createFreeList = (): SortedList<FreeEntry> =>
  createSortedList((one, other) => one.level - other.level || compareEntries(one, other));
