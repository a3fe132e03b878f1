import type { Instant } from "../kernel/instant.ts";
import type { Cause, Presence } from "./presence.ts";
import type { SessionEvent } from "./session-event.ts";

/** A stretch of one presence: from `start` up to, without, `end`. */
export type Segment = {
  readonly presence: Exclude<Presence, "offline">;
  readonly reason?: string;
  readonly cause?: Cause;
  readonly start: Instant;
  readonly end: Instant;
};

/**
 * An agent's time on a seat, cut at each change of presence. Segments do not overlap, and together they are exactly
 * the time from signing in to signing out, or to `until` where she is still there: what she did after she was last
 * heard of does not count.
 */
export function segmentsOf(
  events: readonly { readonly event: SessionEvent; readonly at: Instant }[],
  until: Instant,
): readonly Segment[] {
  const out = events.find(({ event }) => event.code === "signed_out")?.event;
  const end = out?.code === "signed_out" ? out.until : until;
  const starts = events.flatMap(({ event, at }) => startOf(event, at));
  return starts
    .map((start, index) => ({ ...start, end: Math.min(starts[index + 1]?.start ?? end, end) }))
    .filter((segment) => segment.start < segment.end);
}

function startOf(event: SessionEvent, start: Instant): Omit<Segment, "end">[] {
  if (event.code === "signed_in") return [{ presence: event.presence, start }];
  if (event.code !== "presence_changed") return [];
  const { to, reason, cause } = event;
  return [{ presence: to, start, ...(reason && { reason }), ...(cause && { cause }) }];
}
