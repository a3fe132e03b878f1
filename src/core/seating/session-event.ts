import type { Instant } from "../kernel/instant.ts";
import type { Cause, Chosen, Mover } from "./presence.ts";

/** Why a unit of an agent's capacity is free again. */
export type Release =
  /** An offer ended without her. */
  | "rejected"
  | "no_answer"
  | "withdrawn"
  | "agent_gone"
  /** Her work on a contact ended. */
  | "wrapped_up"
  | "wrapup_owed"
  | "transferred"
  /** She wrote beside its owner. */
  | "parted"
  /** Put aside: she loses no place by it. */
  | "held"
  /** Her desk was lost, or she was signed off: others look after the fan. */
  | "orphaned";

/** How a session ended: as she asked, unheard of for too long, or by a supervisor. */
export type SignOut = "asked" | "lost" | "forced";

/**
 * What happened to an agent on a seat; ids and codes. Each step of a session is one of these, so a session is the
 * fold of them and its version is their count.
 */
export type SessionEvent =
  | {
      readonly code: "signed_in";
      readonly staff: string;
      readonly seat: string;
      readonly presence: "ready" | "not_ready";
      readonly capacity: number;
      /** Wrap-ups that she still owes from before. */
      readonly owed: number;
    }
  /** To another seat, with all her work. */
  | { readonly code: "moved"; readonly seat: string }
  | {
      readonly code: "presence_changed";
      readonly to: Chosen | "auto_away" | "logging_out" | "recovery";
      readonly by: Mover;
      readonly reason?: string;
      readonly cause?: Cause;
      readonly backAt?: Instant;
      /** After which contact she recovers. */
      readonly contact?: string;
    }
  /** 当日接待: what she has had today is counted anew; written for whoever is still signed in from the day before. */
  | { readonly code: "day_began" }
  /** By a supervisor, for as long as she is signed in. */
  | { readonly code: "capacity_set"; readonly capacity: number; readonly cause: Cause }
  /** Units, one where nobody says: held for an offer, hers by accepting; taken by herself (接入); hers again; free. `lent`: see `lentThen`. */
  | {
      readonly code: "reserved";
      readonly contact: string;
      readonly offer: string;
      readonly units?: number;
      readonly lent?: number;
      /** Of a channel that may interrupt her: by one above her capacity. */
      readonly interrupts?: true;
    }
  | { readonly code: "accepted"; readonly contact: string; readonly offer: string }
  | { readonly code: "taken"; readonly contact: string; readonly units?: number; readonly lent?: number }
  | { readonly code: "adopted"; readonly contact: string; readonly units?: number }
  /** For writing to a colleague's fan, beside her (三方). */
  | { readonly code: "joined"; readonly contact: string; readonly units?: number; readonly lent?: number }
  /** Hers by a supervisor's word, or as she took back what she had passed on: also above her capacity. */
  | { readonly code: "given"; readonly contact: string; readonly units?: number }
  /** Her telephone rings: until it is hung up nothing is offered to her. Also above her capacity. */
  | { readonly code: "called"; readonly contact: string }
  /** The talk is over; its wrap-up keeps the unit. */
  | { readonly code: "hung_up"; readonly contact: string }
  | {
      readonly code: "released";
      readonly contact: string;
      readonly why: Release;
      readonly offer?: string;
      readonly units?: number;
    }
  /** A wrap-up that held no unit of hers was not filled in time; one that she owed was. */
  | { readonly code: "owed"; readonly contact: string }
  | { readonly code: "owed_filled"; readonly contact: string }
  /** `until`: when she was last known to be there. */
  | { readonly code: "signed_out"; readonly by: Mover; readonly how: SignOut; readonly until: Instant };
