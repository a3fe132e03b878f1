import type { Decision } from "../../core/assignment/world.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Recount } from "./ports.ts";

/** What seating tells of itself, for counters and the log. Ids and codes only. */
export type SeatingWatch = {
  readonly seated: (decision: Decision, at: Instant) => void;
  /** A decision that somebody else was quicker than. */
  readonly refused: (decision: Decision, why: "raced" | "locked" | "nothing") => void;
  /** Something that time or somebody's going left to be done. */
  readonly done: (what: SeatingChore, count: number) => void;
  /** Counts that are wrong: an alarm, never mended in silence. Called with none, too. */
  readonly miscounted: (counts: readonly Recount[]) => void;
  readonly trouble: (error: unknown) => void;
};

export type SeatingChore =
  | "offer_not_answered"
  | "offer_withdrawn"
  | "session_lost"
  | "wrapup_owed"
  | "message_attended"
  | "message_left";
