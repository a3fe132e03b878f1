import type { Instant } from "../../kernel/instant.ts";
import type { Presence } from "../../seating/presence.ts";
import type { HeldBack } from "../live/agent.ts";
import type { ContactState } from "../live/contact.ts";
import type { Precedence } from "../live/decision.ts";
import type { QueueRules } from "../live/rules.ts";

/** Why a contact went to whom it did, or why it still waits, as it was at one moment. */
export type Explanation = {
  readonly at: Instant;
  readonly contactId: string;
  readonly queueId: string;
  /** Of the queue's rules. */
  readonly version: number;
  readonly state: ContactState;
  readonly ageMs: number;
  /** So many of its queue come before it. */
  readonly ahead: number;
  readonly order: QueueRules["order"];
  readonly precedence: Precedence;
  readonly strategy: QueueRules["strategy"];
  /** Whom it was offered to at that moment; empty: nobody. */
  readonly chosen: readonly string[];
  /** All agents of the queue, whoever comes first first. */
  readonly candidates: readonly Candidate[];
  /** So many more than are told. */
  readonly more: number;
};

export type Candidate = { readonly agentId: string; readonly passedOver: PassedOver | undefined };

/** Why not she; undefined: she is the one, or would be. */
export type PassedOver =
  | { readonly why: "later_in_order" }
  | { readonly why: "queue_closed" | "pull_only" | "waits_for_former" | HeldBack }
  | { readonly why: "not_ready"; readonly presence: Presence }
  | { readonly why: "rests" | "just_tried"; readonly until: Instant }
  | { readonly why: "too_young"; readonly opensAtMs: number }
  | { readonly why: "skill"; readonly skill: string; readonly min: number; readonly has: number | undefined }
  | { readonly why: "no_room"; readonly used: number; readonly capacity: number; readonly units: number }
  | { readonly why: "channel_shut" | "declined" | "barred" | "kept_for_heavy" | "better_queue" | "newcomer" };

export const CANDIDATES_MAX = 200;
