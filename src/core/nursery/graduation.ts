import type { Abilities } from "../queue/abilities.ts";
import type { Nursery } from "./nursery.ts";

/** Why somebody is new no more, as her leader sees it. */
export const GRADUATION_REASONS = ["steady", "practised", "experienced", "other"] as const;
export type GraduationReason = (typeof GRADUATION_REASONS)[number];

/** 出师 (days, G32): what held for her until then, so that it can hold again. */
export type Graduation = {
  readonly nursery: Nursery;
  /** ISO 8601 */
  readonly at: string;
  readonly by: string;
  readonly reason: GraduationReason;
  readonly note: string | null;
};

/** What is known of somebody, and of how she ceased to be new. */
export type Learner = { readonly abilities: Abilities; readonly graduation: Graduation | null };

/** New no more; undefined: she is not new. */
export function graduated({ abilities }: Learner, how: Omit<Graduation, "nursery">): Learner | undefined {
  const { nursery, ...rest } = abilities;
  return nursery === undefined ? undefined : { abilities: rest, graduation: { nursery, ...how } };
}

/** As before, her days counted on; undefined: there is nothing to undo, or she has been made new again since. */
export function newAgain({ abilities, graduation }: Learner): Learner | undefined {
  if (graduation === null || abilities.nursery !== undefined) return undefined;
  return { abilities: { ...abilities, nursery: graduation.nursery }, graduation: null };
}
