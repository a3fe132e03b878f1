import { HOUR, type Instant } from "../../kernel/instant.ts";
import type { Triage } from "../triage/class.ts";

/** One public answer that waits for its place in the hour. */
export type Waiting = {
  readonly id: string;
  readonly risk: Triage["risk"];
  readonly dueAt: Instant;
  readonly at: Instant;
};

/** The highest risk first, then what is due first, then who came first (days, G1). */
export const byUrgency = (one: Waiting, other: Waiting): number =>
  other.risk - one.risk || one.dueAt - other.dueAt || one.at - other.at || (one.id < other.id ? -1 : 1);

/** `sentAt`: what was given to the platform within the last hour. A window that slides never breaks one that is fixed. */
export const placesLeft = (postsPerHour: number, sentAt: readonly Instant[], now: Instant): number =>
  Math.max(0, postsPerHour - sentAt.filter((at) => at > now - HOUR).length);

/** When the next place comes back; undefined while there is one. */
export function nextPlaceAt(
  postsPerHour: number,
  sentAt: readonly Instant[],
  now: Instant,
): Instant | undefined {
  const used = sentAt.filter((at) => at > now - HOUR).sort((one, other) => one - other);
  if (used.length < postsPerHour) return undefined;
  const first = used[used.length - postsPerHour];
  return first === undefined ? undefined : first + HOUR;
}
