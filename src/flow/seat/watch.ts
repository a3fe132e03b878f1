import type { Instant } from "../../core/kernel/instant.ts";
import type { Why } from "../../core/assignment/live/decision.ts";
import type { Recount, Refused } from "./ports.ts";

/** One contact to one agent, by the rule that chose her. */
export type Seated = {
  readonly contactId: string;
  readonly staffId: string;
  readonly waitedMs: number;
  readonly mode: "offered" | "auto";
  readonly why: Why;
};

/** What seating tells of itself, for counters and the log. Ids and codes only. */
export type SeatingWatch = {
  readonly seated: (seated: Seated, at: Instant) => void;
  /** A decision that somebody else was quicker than. */
  readonly refused: (seated: Seated, why: Refused) => void;
  /** This node seats a queue group from now on, or no longer. */
  readonly held: (groupId: string, isHeld: boolean) => void;
  /** A contact that is soon due still waits (days, G9). */
  readonly dueSoon: (contactId: string) => void;
  /** Something that time or somebody's going left to be done. */
  readonly done: (what: SeatingChore, count: number) => void;
  /** Counts that are wrong: an alarm, never mended in silence. Called with none, too. */
  readonly miscounted: (counts: readonly Recount[]) => void;
  readonly trouble: (error: unknown) => void;
};

export type SeatingChore =
  | "day_begun"
  | "offer_not_answered"
  | "offer_withdrawn"
  | "session_lost"
  | "wrapup_owed"
  | "contact_woken"
  | "break_line_moved"
  | "recovery_over"
  | "consult_over"
  | "member_parted"
  | "covered"
  | "message_attended"
  | "message_left";
