import type { SkillNeed } from "../assignment/live/skill.ts";
import type { Instant } from "../kernel/instant.ts";

/** What a contact asks of a person beside her queue, told when it is queued: ids, codes and numbers. Else it is usual. */
export type Demand = {
  /** As its conversation has it where nobody says (`channel.ts`). */
  readonly channel?: string;
  /** Lower first; 5 is usual. */
  readonly priority?: number;
  /** Beside those of its queue, in ms. */
  readonly boostMs?: number;
  readonly isVip?: boolean;
  readonly dueAt?: Instant;
  /** Where the queue does not weigh its channel. */
  readonly units?: number;
  readonly skills?: readonly SkillDemand[];
  /** Staff who must never get it. */
  readonly barred?: readonly string[];
};

/** A skill and its least level, 0 to 5; by age in ms less of it, or, without `min`, none (seats section 2.4). */
export type SkillDemand = {
  readonly skill: string;
  readonly min: number;
  readonly relax?: readonly { readonly afterMs: number; readonly min?: number }[];
};

/** What a contact takes of an agent: as its queue weighs its channel, else what it asks itself, else one. */
export const unitsIn = (
  { weights }: { readonly weights: Readonly<Record<string, number>> },
  { channel = "chat", units = 1 }: Demand = {},
): number => weights[channel] ?? units;

/** As the engine asks for them. */
export const needsOf = ({ skills = [] }: Demand): readonly SkillNeed[] =>
  skills.map(({ skill, min, relax = [] }) => ({
    skill,
    min,
    relax: relax.map((step) => ({ afterMs: step.afterMs, min: step.min })),
  }));
