import type { QueuePolicy } from "../../core/queue/policy.ts";

/** The fields of a policy that somebody named. */
export type GivenPolicy = { readonly [Key in keyof QueuePolicy]?: QueuePolicy[Key] | undefined };

/** Only what was given. */
export const given = <T extends object>(
  fields: T,
): { readonly [Key in keyof T]?: Exclude<T[Key], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    readonly [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
