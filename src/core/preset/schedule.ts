import { HOUR, type Instant, MINUTE } from "../kernel/instant.ts";
import { clashOf, type Deviation } from "./deviation.ts";

/** A preset that runs, or is going to. */
export type Run = {
  readonly id: string;
  readonly name: string;
  readonly state: "planned" | "running";
  readonly deviations: readonly Deviation[];
  readonly startsAt: Instant;
  readonly endsAt: Instant;
};

/** Shorter is over before anybody has seen it; longer is no exception any more, but a new normal. */
export const RUN_MS_MIN = 5 * MINUTE;
export const RUN_MS_MAX = 14 * 24 * HOUR;

export type Ahead = "too_short" | "too_long" | "past";

/** Whether it may be switched on then, and until then. */
export function wrongTime(startsAt: Instant, endsAt: Instant, at: Instant): Ahead | undefined {
  if (endsAt <= at) return "past";
  if (endsAt - startsAt < RUN_MS_MIN) return "too_short";
  return endsAt - startsAt > RUN_MS_MAX ? "too_long" : undefined;
}

/** One thing deviates by one preset alone: the other that makes the same otherwise at the same time, and what it is. */
export function clashIn(
  run: Pick<Run, "id" | "deviations" | "startsAt" | "endsAt">,
  others: readonly Run[],
): { readonly run: Run; readonly deviation: Deviation } | undefined {
  for (const other of others) {
    if (other.id === run.id || other.endsAt <= run.startsAt || other.startsAt >= run.endsAt) continue;
    const deviation = clashOf(run.deviations, other.deviations);
    if (deviation !== undefined) return { run: other, deviation };
  }
  return undefined;
}
