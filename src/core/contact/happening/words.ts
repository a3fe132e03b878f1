import type { Instant } from "../../kernel/instant.ts";

/** Why a contact waits for a person. */
export type QueueReason =
  | "asked"
  | "missed_twice"
  /** Said in a voice, or shown: no machine reads it. */
  | "unreadable"
  /** What she complains of is no question for a bot. */
  | "complaint"
  | "risk"
  | "consent_withdrawn"
  | "answer_undelivered"
  | "message_dead"
  /** The fan came back within the reopen window. */
  | "reopened"
  /** Its agent's desk was lost while the fan waited. */
  | "orphaned"
  /** She was promised to be called back then (回访). */
  | "call_back"
  /** Left while nobody was there; somebody is now. */
  | "left_before"
  /** Its agent passed it on; whoever got it so sent it back. */
  | "transferred"
  | "bounced"
  /** Its agent was insulted, and gave it to a colleague. */
  | "abuse"
  /** She had given up waiting, and was back in time for her place. */
  | "returned"
  /** It waited too long in the queue before. */
  | "overflow"
  /** It waited too long, or so many wait already: it need not wait, and is answered as promised. */
  | "waited_too_long"
  | "queue_full"
  /** Outside of the queue's own hours; or nobody of it was ready, and it asks for that. */
  | "after_hours"
  /** She chose to be answered later, or to be called. */
  | "chose_later"
  | "chose_call"
  | "no_agent"
  /** An agent took it from the bot. */
  | "taken"
  /** By the scene that she came by. */
  | "scene"
  /** What she asks stands in public. */
  | "public"
  /** It is a telephone call. */
  | "called";

/** Why a contact ended. */
export type Resolution =
  | "idle"
  | "unfollowed"
  | "wrapped_up"
  /** Its post was answered, or needed no answer, before anybody had it. */
  | "answered_in_public"
  | "dismissed_in_public";

/** How a contact came to its agent. */
export type AcceptMode = "accepted" | "auto" | "taken" | "recalled" | "forced";

/** Why a contact is sent back (退回). */
export const BOUNCE_REASONS = ["not_my_field", "language", "already_answered", "other"] as const;
export type BounceReason = (typeof BOUNCE_REASONS)[number];

/** Why a fan was not asked how it was. */
export type RatingSkip =
  /** She had written anew. */
  | "back"
  | "asked_before"
  /** The account cannot send by itself. */
  | "no_way_out"
  /** She spoke in public: nothing is written to her privately for it. */
  | "public"
  /** What was said last did not reach her: so would this not. */
  | "refused";

export type OfferOutcome = "rejected" | "no_answer" | "withdrawn" | "agent_gone";

/** Entries and their scores, best first: what a decision was made from. */
export type Scores = readonly (readonly [entryId: string, score: number])[];

/** What a decision of the bot's was made from: the knowledge by its name, and what it found there. */
export type Ground = { readonly knowledge?: string; readonly scores?: Scores };

/** What ends a turn names its first message, and until when the bot has patience again. */
export type TurnEnd = { readonly turn?: number; readonly dueAt?: Instant };
