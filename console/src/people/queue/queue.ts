import type { Answer, Given } from "../../api/endpoints.ts";
import { t } from "../../text/index.ts";

export type Queue = Answer<"GET /queues">["queues"][number];
export type Policy = Queue["policy"];
export type WrapField = Policy["wrapRequired"][number];
export type Seat = Answer<"GET /seats">["items"][number];
export type GivenPolicy = NonNullable<Given<"PATCH /queues/:id">["body"]["policy"]>;

export const WRAP_FIELDS: readonly WrapField[] = ["reason", "outcome", "nextStep", "nextDueAt", "note"];

const SECOND = 1_000;

export const secondsOf = (ms: number): number => Math.round(ms / SECOND);
export const msOf = (seconds: number): number => seconds * SECOND;

export const lasts = (ms: number): string => t("people.seconds", { n: secondsOf(ms) });

/** What is to be told the server: the fields that differ; null where one has been emptied. */
export function changesOf(before: Policy, after: Policy): GivenPolicy {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])] as (keyof Policy)[];
  const differing = keys.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return Object.fromEntries(differing.map((key) => [key, after[key] ?? null])) as GivenPolicy;
}
