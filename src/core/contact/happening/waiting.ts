import type { Instant } from "../../kernel/instant.ts";
import type { Why } from "../../assignment/live/decision.ts";
import type { Demand } from "../../queue/demand.ts";
import type { Choice } from "../../queue/joining/choice.ts";
import type { BounceReason, Ground, OfferOutcome, QueueReason } from "./words.ts";

/** While the fan waits for a person. */
export type WaitingHappening =
  | (Ground & {
      readonly code: "queued";
      readonly reason: QueueReason;
      /** The queue; null where the account names none yet. */
      readonly queue?: string;
      readonly demand?: Demand;
      /** Who passed it on: it is not offered to her again; and whether the fan waits from now on. */
      readonly sender?: string;
      readonly keepsAge?: false;
      /** The queue that it was passed on from; the agent whom it is meant for, or that she could not take it. */
      readonly from?: string;
      readonly to?: string;
      readonly returned?: true;
      /** Sent back: whose transfer went wrong, and why. */
      readonly misrouted?: string;
      readonly why?: BounceReason;
      readonly seq?: number;
      /** It ends the turn that began there. */
      readonly turn?: number;
      /** Number of our answer that could not leave. */
      readonly undelivered?: number;
      /** The scene that gave her to a person at once. */
      readonly scene?: string;
      readonly rule?: string;
      readonly choices?: readonly Choice[];
    })
  /** Nobody is signed in: she was told when she will be answered. */
  | (Ground & {
      readonly code: "left_message";
      readonly reason: QueueReason;
      readonly queue?: string;
      readonly promisedAt: Instant;
      /** 隔夜: it is the next opening's. */
      readonly overnight?: true;
      /** What she was shown to choose from; that she chose it. */
      readonly choices?: readonly Choice[];
      readonly choice?: Choice;
      /** Of a call-back: who promised it, and that she was not reached before. */
      readonly staff?: string;
      readonly unreached?: true;
      readonly scene?: string;
      readonly seq?: number;
      readonly turn?: number;
      readonly rule?: string;
    })
  /** The fan wrote while waiting. */
  | { readonly code: "waited"; readonly seq: number; readonly choice?: Choice }
  | {
      readonly code: "offered";
      readonly offer: string;
      readonly staff: string;
      readonly session: string;
      readonly until: Instant;
      readonly units?: number;
      /** By which rule it came first, and she. */
      readonly why?: Why;
      /** 一起响: whom it is offered to beside her; the first who accepts has it. */
      readonly beside?: readonly string[];
    }
  | {
      readonly code: "offer_ended";
      readonly offer: string;
      /** Others are asked all the while: of their offers, this one. */
      readonly next?: { readonly offer: string; readonly staff: string };
      readonly outcome: OfferOutcome;
      readonly reason?: string;
    };
