import type { Person } from "../staff.ts";

export type Abilities = Person["abilities"];

export const SKILL_CHARS_MAX = 32;

/** With the skill at this level; undefined: without it. */
export function withSkill(abilities: Abilities, skill: string, level: number | undefined): Abilities {
  const { [skill]: _before, ...skills } = abilities.skills ?? {};
  return { ...abilities, skills: level === undefined ? skills : { ...skills, [skill]: level } };
}

/** With this 搭档; undefined: with none. */
export function withPartner(
  { partnerId: _before, ...abilities }: Abilities,
  partnerId: string | undefined,
): Abilities {
  return partnerId === undefined ? abilities : { ...abilities, partnerId };
}

export function withNursery(
  { nursery: _before, ...abilities }: Abilities,
  nursery: Abilities["nursery"],
): Abilities {
  return nursery === undefined ? abilities : { ...abilities, nursery };
}

/** A new agent with this 带教; undefined: with none. */
export function withMentor(abilities: Abilities, mentorId: string | undefined): Abilities {
  if (abilities.nursery === undefined) return abilities;
  const { mentorId: _before, ...nursery } = abilities.nursery;
  return withNursery(abilities, mentorId === undefined ? nursery : { ...nursery, mentorId });
}

/** A new agent of whom so many first replies wait for a review (审稿). */
export function withReviewed(abilities: Abilities, reviewed: number): Abilities {
  if (abilities.nursery === undefined) return abilities;
  const { reviewed: _before, ...nursery } = abilities.nursery;
  return withNursery(abilities, reviewed === 0 ? nursery : { ...nursery, reviewed });
}

export const REVIEWED_MAX = 500;
const CAP_MAX = 50;
const DAYS_MAX = 60;

/** "1, 1, 2, 3": how many at once on each day; undefined where it is no such list. */
export function capsOf(words: string): number[] | undefined {
  const parts = words.split(/[,，、\s]+/u).filter((part) => part !== "");
  const caps = parts.map(Number);
  const isRight = caps.every((cap) => Number.isInteger(cap) && cap >= 1 && cap <= CAP_MAX);
  return isRight && caps.length > 0 && caps.length <= DAYS_MAX ? caps : undefined;
}

export const capsText = (caps: readonly number[]): string => caps.join(", ");
