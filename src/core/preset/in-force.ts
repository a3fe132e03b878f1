import type { QueuePolicy } from "../queue/policy.ts";
import type { Settings } from "../setting/registry.ts";
import { CAPACITY, type Cell } from "./deviation.ts";

/**
 * What is in force: normal, and over it what deviates now. Nothing is written into normal, so that without the layer it is
 * what it was, and what was edited of it meanwhile holds, too. The views of the database (`queue_now`, `setting_now`,
 * `break_quota_now`) say the same; a test holds them to this.
 */
const over = <Normal extends object>(normal: Normal, cells: readonly Cell[]): Normal =>
  ({ ...normal, ...Object.fromEntries(cells.map(({ key, value }) => [key, value])) }) as Normal;

export const policyInForce = <Policy extends Partial<QueuePolicy>>(
  normal: Policy,
  queueId: string,
  cells: readonly Cell[],
): Policy =>
  over(
    normal,
    cells.filter(({ what, subject, key }) => what === "queue" && subject === queueId && key !== CAPACITY),
  );

export const settingsInForce = (normal: Settings, cells: readonly Cell[]): Settings =>
  over(
    normal,
    cells.filter(({ what }) => what === "house"),
  );

/** Units that she has beside her own: the most that one of her queues or skills lends her, never less than none. */
export const extraCapacity = (
  { queues, skills }: { readonly queues: readonly string[]; readonly skills: readonly string[] },
  cells: readonly Cell[],
): number =>
  Math.max(
    0,
    ...cells
      .filter(
        ({ what, subject, key }) =>
          key === CAPACITY && (what === "queue" ? queues : what === "skill" ? skills : []).includes(subject),
      )
      .map(({ value }) => Number(value)),
  );
