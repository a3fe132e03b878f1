import type { Scope } from "../../core/access/actor.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Fate, LimitMinutes } from "../../core/social/report/attained.ts";
import type { Mark, Subject } from "../../core/social/report/sample.ts";
import type { Dismissal } from "../../core/social/thread.ts";
import type { SocialClass } from "../../core/social/triage/class.ts";

/** One account's day: what was said of it, what asked, and what became of that by each limit. */
export type AttainedDay = {
  /** The day's first moment, by the house's clock; posts count on the day on which they were written. */
  readonly began: Instant;
  readonly accountId: string;
  readonly account: string;
  /** Threads in all; of those what triage only counts, and what a person dismissed. */
  readonly mentions: number;
  readonly counted: number;
  readonly dismissed: number;
  /** What had to be answered. */
  readonly asked: number;
  /** From post to our seeing it, of what asked; null of none. */
  readonly lagMedianMs: number | null;
  readonly lagWorstMs: number | null;
  readonly limits: readonly (Readonly<Record<Fate, number>> & { readonly minutes: LimitMinutes })[];
};

/** Something that an agent did in public, by ids alone. */
export type Done = {
  readonly subject: Subject;
  readonly id: string;
  readonly staffId: string;
  readonly staffName: string;
};

/** The same with what a person judges it by. */
export type Sampled = {
  readonly subject: Subject;
  readonly id: string;
  readonly staffId: string;
  readonly threadId: string;
  readonly account: string;
  readonly at: Instant;
  /** What it was about: who asked, what, and what triage thought of it. */
  readonly author: string;
  readonly asked: string;
  readonly is: SocialClass;
  /** What we said; of a dismissal why; both null where a dismissal was taken back. */
  readonly said: string | null;
  readonly dismissal: Dismissal | null;
};

export type Marked = {
  readonly subject: Subject;
  readonly id: string;
  readonly staffId: string;
  readonly staffName: string;
  readonly mark: Mark;
  readonly by: string;
};

type Period = { readonly from: Instant; readonly until: Instant };

export type SocialReportStore = {
  readonly attained: (
    asked: Period & { readonly zone: string; readonly accountId: string | undefined; readonly at: Instant },
    scope: Scope,
  ) => Promise<readonly AttainedDay[]>;
  /** What agents did within the time. */
  readonly done: (period: Period, scope: Scope) => Promise<readonly Done[]>;
  readonly sampled: (
    answers: readonly string[],
    dismissals: readonly string[],
  ) => Promise<readonly Sampled[]>;
  /** What was marked of what was done within the time. */
  readonly marked: (period: Period, scope: Scope) => Promise<readonly Marked[]>;
  /** Whose it is, when, and in which queue; undefined where there is no such thing, or nobody's. */
  readonly subject: (
    subject: Subject,
    id: string,
  ) => Promise<
    { readonly staffId: string; readonly doneAt: Instant; readonly queueId: string | null } | undefined
  >;
  /** The last mark counts. */
  readonly mark: (
    marked: {
      readonly subject: Subject;
      readonly id: string;
      readonly staffId: string;
      readonly doneAt: Instant;
      readonly mark: Mark;
    },
    by: string,
    at: Instant,
  ) => Promise<void>;
};
