import type { QueuePolicy } from "../../core/queue/policy.ts";

/** The fields of a policy that somebody named; null: as usual again. */
export type GivenPolicy = { readonly [Key in keyof QueuePolicy]?: QueuePolicy[Key] | null | undefined };

/** Only what was given. */
export const given = <T extends object>(
  fields: T,
): { readonly [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

/** What differs from the defaults, after somebody named these. */
export const changedPolicy = (stored: Partial<QueuePolicy>, changes: GivenPolicy): Partial<QueuePolicy> =>
  Object.fromEntries(
    Object.entries({ ...stored, ...given(changes) }).filter(([, value]) => value !== null),
  ) as Partial<QueuePolicy>;
