import type { Instant } from "../../kernel/instant.ts";
import { compareEntries, type FreeClass, type FreeEntry } from "../free/free-class.ts";
import type { LiveAgent } from "../live/agent.ts";
import type { LiveContact, Wants } from "../live/contact.ts";
import type { Strategy } from "../live/rules.ts";
import { find, scan } from "../order/sorted-list.ts";
import { proficiency } from "../live/skill.ts";
import { fits, isDispatched, mayHave, membershipOf } from "./eligible.ts";
import { isForBetter } from "./first-for.ts";
import { hashOf } from "./hash.ts";

/** Who gets a contact; `blocked`: somebody could, but has something better to do. */
export type Chosen = { readonly agents: readonly LiveAgent[]; readonly by: string } | "blocked" | "nobody";

export function choose(contact: LiveContact, at: Instant): Chosen {
  const { queue, wants, wanted, bucket } = contact;
  if (wants === undefined || !isDispatched(queue)) return "nobody";
  let isBlocked = false;
  const isFor = (agent: LiveAgent): boolean => {
    if (!mayHave(agent, contact, wants, at)) return false;
    if (!isForBetter(agent, queue, at)) return true;
    isBlocked = true;
    return false;
  };

  const former = wanted && membershipOf(wanted, queue)?.free;
  if (wanted !== undefined && former !== undefined && fits(queue, former.among, wants) && isFor(wanted))
    return { agents: [wanted], by: "sticky" };
  if (wanted === undefined || bucket !== undefined) {
    const { strategy } = queue.rules;
    const agents = isInOrder(strategy, contact)
      ? firstInOrder(contact, wants, isFor)
      : pick(strategy, contact, fitting(contact, wants), isFor);
    if (agents.length > 0) return { agents, by: strategy };
  }
  return isBlocked ? "blocked" : "nobody";
}

/** Whether the order is the same as for every contact: then the first who fits is the one. */
const isInOrder = (strategy: Strategy, { spec }: LiveContact): boolean =>
  strategy === "skill_best" ? spec.skills.length === 0 : strategy !== "broadcast" && strategy !== "random";

const fitting = ({ queue }: LiveContact, wants: Wants): readonly FreeClass[] =>
  [...queue.free.values()].filter((one) => fits(queue, one, wants));

function firstInOrder(
  contact: LiveContact,
  wants: Wants,
  isFor: (agent: LiveAgent) => boolean,
): readonly LiveAgent[] {
  const { queue } = contact;
  const isRight = ({ agent, among }: FreeEntry): boolean => fits(queue, among, wants) && isFor(agent);
  const first = scan(queue.freeInOrder, queue.free.size, isRight);
  if (first === "more") return pick(queue.rules.strategy, contact, fitting(contact, wants), isFor);
  return first === undefined ? [] : [first.agent];
}

function pick(
  strategy: Strategy,
  contact: LiveContact,
  classes: readonly FreeClass[],
  isFor: (agent: LiveAgent) => boolean,
): readonly LiveAgent[] {
  if (strategy === "broadcast") return everybody(classes, isFor);
  if (strategy === "random") return somebody(contact, classes, isFor);
  let best: Ranked | undefined;
  for (const { agents, level, profile } of classes) {
    const skill = strategy === "skill_best" ? proficiency(contact.spec.skills, profile) : 0;
    const isBetter = (entry: FreeEntry): boolean =>
      best === undefined || compareRanked({ entry, level, skill }, best) < 0;
    // Whoever comes after one that is not better is not better, either.
    const entry = find(agents, (one) => !isBetter(one) || isFor(one.agent));
    if (entry !== undefined && isBetter(entry)) best = { entry, level, skill };
  }
  return best === undefined ? [] : [best.entry.agent];
}

/** An agent with all that her place among the others hangs on. */
type Ranked = { readonly entry: FreeEntry; readonly level: number; readonly skill: number };

const compareRanked = (one: Ranked, other: Ranked): number =>
  one.level - other.level || other.skill - one.skill || compareEntries(one.entry, other.entry);

function everybody(
  classes: readonly FreeClass[],
  isFor: (agent: LiveAgent) => boolean,
): readonly LiveAgent[] {
  const all: { readonly entry: FreeEntry; readonly level: number }[] = [];
  for (const { agents, level } of classes)
    find(agents, (entry) => {
      if (isFor(entry.agent)) all.push({ entry, level });
      return false;
    });
  return all
    .toSorted((one, other) => one.level - other.level || compareEntries(one.entry, other.entry))
    .map(({ entry }) => entry.agent);
}

/** By chance that a replay repeats: the contact's id decides, so no order of listing can. */
function somebody(
  contact: LiveContact,
  classes: readonly FreeClass[],
  isFor: (agent: LiveAgent) => boolean,
): readonly LiveAgent[] {
  const all = everybody(classes, isFor);
  const level = (agent: LiveAgent): number => membershipOf(agent, contact.queue)?.level ?? 0;
  const [first] = all;
  if (first === undefined) return [];
  const firstRing = all.filter((agent) => level(agent) === level(first));
  const drawn = firstRing[hashOf(contact.id) % firstRing.length];
  return drawn === undefined ? [] : [drawn];
}
