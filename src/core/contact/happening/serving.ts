import type { Instant } from "../../kernel/instant.ts";
import type { AcceptMode, OfferOutcome } from "./words.ts";

/** While an agent has the contact. */
export type ServingHappening =
  | {
      readonly code: "accepted";
      readonly staff: string;
      readonly session: string;
      readonly mode: AcceptMode;
      /** Where it belongs from now on. */
      readonly queue?: string;
      readonly offer?: string;
      readonly units?: number;
    }
  /** 暖转: a colleague is asked to take it over. Until she does it is its agent's, who talks on; then hers. */
  | {
      readonly code: "pass_offered";
      readonly offer: string;
      readonly staff: string;
      readonly session: string;
      readonly until: Instant;
      readonly units?: number;
      /** Its queue: where it is sent back to. */
      readonly from?: string;
    }
  | {
      readonly code: "pass_ended";
      readonly offer: string;
      /** Who was asked. */
      readonly staff: string;
      readonly outcome: OfferOutcome;
      readonly reason?: string;
    }
  | {
      readonly code: "passed";
      readonly offer: string;
      readonly staff: string;
      readonly session: string;
      readonly mode: AcceptMode;
      readonly units?: number;
    }
  | { readonly code: "heard"; readonly seq: number }
  /** `parts` messages from `seq` on: a long text leaves in several. */
  | {
      readonly code: "replied";
      readonly seq: number;
      readonly staff: string;
      readonly parts: number;
      /** 审稿: who let a new agent's reply leave. */
      readonly reviewer?: string;
    }
  | { readonly code: "note_added"; readonly seq: number; readonly staff: string }
  /** 挂起 by its agent, 静默 by the clock. Where the queue says so it keeps its units; else they are free. */
  | {
      readonly code: "held";
      readonly by: "agent" | "timer";
      readonly staff?: string;
      readonly keepsUnits?: true;
    }
  /** Its agent goes on with it. */
  | { readonly code: "unheld"; readonly staff: string }
  /** Its agent's desk was lost while the fan did not wait: it stays hers until the fan writes. */
  | { readonly code: "orphaned" }
  /** Its agent, whose it still was, signed in again. */
  | { readonly code: "adopted"; readonly session: string };
