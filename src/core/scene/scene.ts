import type { CodeLimits } from "../channel/capability/codes.ts";
import { Fault } from "../kernel/fault.ts";

/** What brings a fan: it says which of the queue's matters hers is likely to be. */
export const LANES = ["purchase", "service", "complaint", "other"] as const;
export type Lane = (typeof LANES)[number];

/** What a scene decides for the fan who comes by it. A type of the decision: small, and all in memory. */
export type Scene = {
  readonly id: string;
  /** As it stands in the code. */
  readonly key: string;
  /** Where she waits when she asks for a person; without one in her account's queue. */
  readonly queueId?: string;
  /** She is given to a person at once. */
  readonly atOnce: boolean;
  /** Said instead of the account's welcome. */
  readonly welcome?: string;
  /** Key of the entry whose answer is said instead. */
  readonly entryKey?: string;
};

/** What is wanted of a code. `livesMs`: of a temporary one. */
export type WantedCode = { readonly scene: string; readonly livesMs?: number };

/**
 * Refuses what the platform would refuse, in plain words (protocols §1.15).
 * @throws Fault `scene_too_long` {chars, max}, `code_life_wrong` {days}, `codes_used_up` {max}
 */
export function refuseCode(
  { scene, livesMs }: WantedCode,
  limits: CodeLimits,
  /** Permanent codes that there are. */
  permanent: number,
): void {
  const { sceneCharsMax: max, temporaryMsMax, permanentMax } = limits;
  const chars = Array.from(scene).length;
  if (chars > max) {
    throw new Fault("scene_too_long", `A scene has ${max} characters at most; this one has ${chars}.`, {
      chars,
      max,
    });
  }
  if (livesMs === undefined) {
    if (permanent < permanentMax) return;
    throw new Fault("codes_used_up", `An account has ${permanentMax} permanent codes at most.`, {
      max: permanentMax,
    });
  }
  if (livesMs > 0 && livesMs <= temporaryMsMax) return;
  const days = Math.floor(temporaryMsMax / DAY_MS);
  throw new Fault("code_life_wrong", `A temporary code lives ${days} days at most.`, { days });
}

const DAY_MS = 86_400_000;
