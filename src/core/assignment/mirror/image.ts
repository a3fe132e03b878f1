import type { Instant } from "../../kernel/instant.ts";
import type { AgentSpec } from "../live/agent.ts";
import type { ContactSpec } from "../live/contact.ts";
import type { QueueRules } from "../live/rules.ts";

/** A contact as its row has it. Whatever is not among these is not on the floor. */
export type ContactImage = {
  readonly spec: ContactSpec;
  /** With an agent: whom it is offered to, or who has it. */
  readonly place:
    | { readonly state: "queued" }
    | {
        readonly state: "offered" | "active" | "wrapup";
        readonly agentId: string;
        readonly units: number;
        /** 一起响: whom it is offered to beside her. */
        readonly beside?: readonly string[];
        /** Who has it while it is offered: she passes it on warm. */
        readonly keeper?: { readonly agentId: string; readonly units: number };
      }
    /** Put aside: it takes nothing of hers, but of whoever has joined her. */
    | { readonly state: "held"; readonly agentId: string; readonly units: 0 };
  /** Who writes beside its owner (三方), and what it takes of hers. */
  readonly members?: readonly { readonly agentId: string; readonly units: number }[];
  readonly enqueuedAt: Instant;
  /** When it came into its queue. */
  readonly enteredAt: Instant;
  /** Sent back, to the front. */
  readonly isFront?: boolean;
  /** How often it came back from an agent whom it was meant for. */
  readonly returns?: number;
  /** The agent who had the customer before. */
  readonly preferId: string | undefined;
  /** Since when it is in hand, and whether it was of the night then: whose turn is next is told by these. */
  readonly turn?: { readonly at: Instant; readonly isOvernight: boolean };
  /** Offers of it that came to nothing, in their order. */
  readonly past: readonly PastOffer[];
};

export type PastOffer = {
  readonly agentId: string;
  readonly at: Instant;
  /**
   * She declined it, by word or by silence; it was taken back from her; she had it, and passed it on; or she sent it back,
   * and everybody else may have it again.
   */
  readonly how: "refused" | "taken_back" | "passed_on" | "sent_back";
};

/** An agent as her session has her; whoever is signed out is gone. */
export type AgentImage = {
  readonly spec: AgentSpec;
  readonly noAnswers: number;
  /** Nothing is offered to her until then. */
  readonly restsUntil: Instant;
};

/** What changed on a floor since it was looked at last. */
export type Images = {
  readonly agents: readonly AgentImage[];
  readonly agentsGone: readonly string[];
  readonly contacts: readonly ContactImage[];
  readonly contactsGone: readonly string[];
  /** Pairs that could not be brought together: left alone until then. */
  readonly pauses: readonly Pause[];
};

export type Pause = { readonly contactId: string; readonly agentId: string; readonly until: Instant };

/** All of a queue group. */
export type Floor = { readonly queues: readonly QueueRules[] } & Pick<Images, "agents" | "contacts">;
