import type { LaneBy } from "../answer/decision.ts";
import type { CallHappening } from "../call/event.ts";
import type { Instant } from "../kernel/instant.ts";
import type { Why } from "../assignment/live/decision.ts";
import type { Demand } from "../queue/demand.ts";
import type { Choice } from "../queue/joining/choice.ts";
import type { Lane } from "../queue/lane.ts";
import type { BesideHappening } from "../consult/event.ts";

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

/** What the first event of a contact carries beside its own: one message makes one event, also when it opens. */
export type Opening = {
  readonly ticketId: string;
  readonly dueAt: Instant;
  /** Where she is to wait for a person, by the scene that she came by. */
  readonly queue?: string;
  /** The contact that this one reopens, whose ticket it joins, and the agent who had it. */
  readonly reopens?: { readonly contactId: string; readonly staffId: string };
};

export type ContactEvent = Happening & {
  readonly opens?: Opening;
  /** What her matter is from now on, where her words have told. */
  readonly lane?: Lane;
  /** By which words it was told. */
  readonly laneBy?: LaneBy;
};

/**
 * What happened to a contact: ids, codes and numbers, never a fan's words. `seq` is the number of the message it
 * is about; an answer to it has the next one. A contact's row is the fold of these (`apply`).
 */
type Happening =
  | BotHappening
  | WaitingHappening
  | CallHappening
  | BesideHappening
  | ServingHappening
  | EndHappening
  | RatingHappening;

/** What ends a turn names its first message, and until when the bot has patience again. */
export type TurnEnd = { readonly turn?: number; readonly dueAt?: Instant };

/** While the bot has the contact. */
type BotHappening =
  | (TurnEnd & {
      readonly code: "answered";
      readonly seq: number;
      readonly entry: string;
      readonly version: number;
      readonly rule: string;
      /** 0..1, where a match decided. */
      readonly score?: number;
      /** The best other entry: what it was chosen over. */
      readonly rival?: Scores[number];
      readonly knowledge?: string;
    })
  | (TurnEnd & {
      readonly code: "clarified";
      readonly seq: number;
      readonly options: readonly string[];
      readonly rule: string;
      readonly scores: Scores;
      readonly knowledge?: string;
    })
  | (TurnEnd & {
      readonly code: "missed";
      readonly seq: number;
      readonly rule: string;
      readonly scores: Scores;
      readonly knowledge?: string;
    })
  | (TurnEnd & { readonly code: "greeted"; readonly seq: number })
  /** She was told what the button that she tapped says. */
  | (TurnEnd & { readonly code: "told"; readonly seq: number; readonly rule: string })
  /** A piece of what the fan is about to say; her turn is over at `dueAt` (days, G10). */
  | { readonly code: "paused"; readonly seq: number; readonly rule: string; readonly dueAt: Instant }
  | { readonly code: "due"; readonly dueAt: Instant }
  /** Came by a code again: what its scene decides holds from now on. */
  | { readonly code: "scanned"; readonly seq: number; readonly scene: string; readonly queue?: string };

/** While the fan waits for a person. */
type WaitingHappening =
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

/** While an agent has the contact. */
type ServingHappening =
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

/** How it ends. */
type EndHappening =
  | {
      readonly code: "ended";
      readonly by: "agent" | "fan" | "timer";
      readonly staff?: string;
      /** The form has to be filled until then, or is owed. */
      readonly dueAt: Instant;
      /** From then on the end is final, and the fan may be asked how it was. */
      readonly ratingDueAt?: Instant;
      readonly seq?: number;
    }
  /** Ended by mistake: taken back within a few seconds. */
  | { readonly code: "resumed"; readonly staff: string }
  | { readonly code: "wrapup_owed" }
  | {
      readonly code: "wrapped_up";
      readonly staff: string;
      readonly reasonId?: string;
      readonly outcome?: string;
      readonly nextDueAt?: Instant;
      /** Filled as the one before: 同上. */
      readonly copied?: true;
    }
  /** A message that needs no answer, by the named rule. */
  | (TurnEnd & { readonly code: "noted"; readonly seq: number; readonly rule: string })
  | { readonly code: "closed"; readonly resolution: Resolution; readonly seq?: number }
  | { readonly code: "abandoned"; readonly resolution: Resolution; readonly seq?: number };

/** How it was, in the fan's eyes. */
type RatingHappening =
  | { readonly code: "rating_asked"; readonly seq: number }
  | { readonly code: "rating_skipped"; readonly because: RatingSkip }
  /** 1 to 5; a later one replaces it. */
  | { readonly code: "rated"; readonly seq: number; readonly score: number };
