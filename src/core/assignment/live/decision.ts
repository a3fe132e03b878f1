import type { Instant } from "../../kernel/instant.ts";
import type { Presence } from "../../seating/presence.ts";

/** What the engine decided, or could not let happen. */
export type Decision = { readonly at: Instant } & (
  | (Pair<"offer"> & { readonly until: Instant; readonly why: Why })
  | (Pair<"assigned"> & { readonly mode: "accepted" | "auto" | "taken" | "forced" })
  /** An offer was not answered in time. */
  | Pair<"rona">
  | (Pair<"rescind"> & { readonly reason: RescindReason })
  /** By the engine alone. */
  | { readonly code: "agent_state"; readonly agentId: string; readonly state: Presence }
  | { readonly code: "overflow"; readonly contactId: string; readonly to: string }
  | { readonly code: "refuse"; readonly contactId: string; readonly reason: RefuseReason }
  | { readonly code: "abandoned"; readonly contactId: string }
  /** A transfer came to nothing, or was taken back: its sender still has it. */
  | Pair<"kept">
  | { readonly code: "orphaned"; readonly contactId: string; readonly agentId: string }
  /** It still waits, and is soon due: somebody should know. */
  | { readonly code: "due_soon"; readonly contactId: string }
  /** A transfer was sent back: its sender had the wrong queue. */
  | Pair<"misrouted">
  | {
      readonly code: "error";
      readonly error: FloorError;
      readonly contactId?: string | undefined;
      readonly agentId?: string | undefined;
    }
);

type Pair<Code extends string> = {
  readonly code: Code;
  readonly contactId: string;
  readonly agentId: string;
};

export type RescindReason = "customer_left" | "agent_left_ready" | "already_taken" | "recalled" | "forced";
export type RefuseReason = "queue_full" | "after_hours" | "no_agent";
export type FloorError =
  | "not_offered"
  | "already_taken"
  | "at_capacity"
  | "not_eligible"
  | "not_visible"
  | "transfer_limit"
  | "too_late"
  | "illegal_transition";

/** By which rule a contact came first, and its agent. */
export type Why = {
  readonly precedence: Precedence;
  readonly order: string;
  /** "sticky": her former agent; "transfer": meant for her. */
  readonly by: string;
  /** Of the queue's rules. */
  readonly version: number;
};

/** In this order (days, G9, G28). */
export const PRECEDENCES = ["reserved", "promoted", "overnight", "order"] as const;
export type Precedence = (typeof PRECEDENCES)[number];
