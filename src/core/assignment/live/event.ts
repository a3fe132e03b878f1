import type { Instant } from "../../kernel/instant.ts";
import type { Presence } from "../../seating/presence.ts";
import type { AgentSpec } from "./agent.ts";
import type { ContactSpec } from "./contact.ts";
import type { QueueRules } from "./rules.ts";

/** What happens on the floor. */
export type FloorEvent = Arrival | OfContact | OfPair | OfStaff | Watching;

export type Arrival =
  | { readonly code: "enqueued"; readonly contact: ContactSpec }
  /** She had abandoned the queue. */
  | { readonly code: "returned"; readonly contact: ContactSpec };

/** To a contact, whoever has it. */
export type OfContact = { readonly contactId: string } & (
  | { readonly code: "left" }
  | { readonly code: "call_back_asked"; readonly dueAt: Instant }
  | { readonly code: "ended" | "wrapped_up" }
  | { readonly code: "went_dormant" | "woke" }
  | { readonly code: "held" | "resumed" }
  /** The customer of an orphaned contact, or of a dormant one, writes. */
  | { readonly code: "wrote" }
  | {
      readonly code: "transferred";
      readonly to:
        | { readonly queueId: string; readonly keepsAge: boolean }
        | { readonly agentId: string; readonly isWarm: boolean };
    }
);

/** Between a contact and an agent. */
export type OfPair = { readonly contactId: string; readonly agentId: string } & (
  | { readonly code: "accepted" | "rejected" }
  /** 抢单. */
  | { readonly code: "taken" }
  /** 指派, by a supervisor; `beyond`: also above the capacity. */
  | { readonly code: "assigned"; readonly beyond?: boolean }
  /** 退回: whoever got it sends it back; 撤回转接: whoever sent it takes it back. */
  | { readonly code: "bounced" | "recalled" }
  | { readonly code: "joined"; readonly role: "conference" | "listen" }
  | { readonly code: "parted" }
);

export type OfStaff =
  | { readonly code: "presence"; readonly agentId: string; readonly to: Presence }
  /** Her desk is gone; which customers wait for a word is told by `waiting`: all, where nobody says. */
  | { readonly code: "lost"; readonly agentId: string; readonly waiting?: readonly string[] }
  | { readonly code: "signed_in"; readonly agent: AgentSpec }
  /** Skills, queues, capacity; what she does goes on. */
  | { readonly code: "agent_changed"; readonly agent: AgentSpec }
  | { readonly code: "queue_changed"; readonly rules: QueueRules }
  | { readonly code: "day_began" };

/** Nobody watched the clock from the first to the second; what was due meanwhile is due then. */
export type Watching = { readonly code: "stopped" } | { readonly code: "recovered" };
