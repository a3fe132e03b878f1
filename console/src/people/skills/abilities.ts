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
