import type { Scope } from "../../core/access/actor.ts";
import type { Reach } from "../../core/desk/reach.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { GraduationReason, Learner } from "../../core/nursery/graduation.ts";
import type { Nursery } from "../../core/nursery/nursery.ts";
import type { Presence } from "../../core/seating/presence.ts";

type Named = { readonly id: string; readonly name: string };

/** A contact in a new agent's hands. */
export type InHand = {
  readonly contactId: string;
  readonly conversationId: string;
  readonly fan: {
    readonly identityId: string;
    readonly name: string | null;
    readonly remark: string | null;
    readonly externalId: string;
  };
  readonly since: string;
};

/** Somebody in her nursery, with what she has done in it. */
export type Newcomer = Named & {
  readonly capacity: number;
  readonly nursery: Nursery;
  readonly mentor: Named | null;
  /** Null: not signed in on a seat. */
  readonly presence: Presence | null;
  /** By her day, from 1: how many contacts came to her. */
  readonly byDay: Readonly<Record<string, number>>;
  /** 审稿: how her replies were judged, and how many wait. */
  readonly reviews: {
    readonly waiting: number;
    readonly approved: number;
    readonly edited: number;
    readonly returned: number;
  };
  /** 演练: on how many talks she has practised to the end, and her best scores on them in the middle; null: none. */
  readonly practice: { readonly talks: number; readonly points: number | null };
  readonly inHand: readonly InHand[];
  /** Whether the reader may say that she is new no more. */
  readonly isLed: boolean;
};

export type Graduate = Named & {
  readonly at: string;
  readonly by: Named;
  readonly reason: GraduationReason;
  readonly note: string | null;
  readonly isLed: boolean;
};

export type LearnerRow = Learner & {
  readonly id: string;
  /** What is usual for her, whether she is new or not. */
  readonly capacity: number;
  readonly version: number;
};

export type NewcomerStore = {
  /** Whom the reader leads in these queues, or is the mentor of; contacts only where she may see them. */
  readonly list: (reach: Reach, led: Scope) => Promise<readonly Newcomer[]>;
  /** Of the same people, those whose time ended since then, the last first. */
  readonly graduates: (staffId: string, led: Scope, since: Instant) => Promise<readonly Graduate[]>;
  readonly learner: (staffId: string) => Promise<LearnerRow | undefined>;
  /** Raises the version. Throws raced where it is not the one that was read. */
  readonly write: (staff: Pick<LearnerRow, "id" | "version">, learner: Learner) => Promise<void>;
};
