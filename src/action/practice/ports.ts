import type { Instant } from "../../core/kernel/instant.ts";
import type { Judged } from "../../core/practice/score.ts";
import type { Line, Turn } from "../../core/practice/turns.ts";

/** A contact that a talk is to be made of. */
export type Original = {
  readonly conversationId: string;
  readonly identityId: string;
  readonly accountId: string;
  readonly isOver: boolean;
  /** In writing, between the two of them. */
  readonly isPrivate: boolean;
  /** Of everybody in it: what is never to be read by others. */
  readonly names: readonly string[];
  readonly lines: readonly Line[];
};

export type Talk = {
  readonly id: string;
  readonly contactId: string;
  readonly title: string;
  readonly turns: readonly Turn[];
  readonly accountId: string;
  readonly isWithdrawn: boolean;
};

/** A talk as its list shows it, to one person. */
export type ListedTalk = {
  readonly id: string;
  readonly title: string;
  readonly turns: number;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
  readonly isWithdrawn: boolean;
  /** Her own runs to the end, and the best of them. */
  readonly runs: number;
  readonly best: number | null;
  /** One of hers that is not over. */
  readonly openRunId: string | null;
};

export type Given = { readonly text: string; readonly judged: Judged };

export type Run = {
  readonly id: string;
  readonly staffId: string;
  readonly talk: Talk;
  readonly answers: readonly Given[];
  readonly points: number | null;
};

export type PracticeStore = {
  readonly original: (contactId: string) => Promise<Original | undefined>;
  /** False: a talk is there that was made of this contact. */
  readonly make: (
    talk: Omit<Talk, "isWithdrawn"> & { readonly identityId: string; readonly byId: string },
    at: Instant,
  ) => Promise<boolean>;
  readonly talk: (id: string) => Promise<Talk | undefined>;
  /** False: it is so already, or another was made of the contact since. */
  readonly withdraw: (id: string, at: Instant | undefined) => Promise<boolean>;
  /** Newest first; those that were withdrawn where they are asked for. */
  readonly list: (staffId: string, withWithdrawn: boolean) => Promise<readonly ListedTalk[]>;
  readonly begin: (id: string, talkId: string, staffId: string, at: Instant) => Promise<void>;
  readonly run: (id: string) => Promise<Run | undefined>;
  /** False: this turn has been answered; `points`: of the whole run, which is over by that. */
  readonly answer: (
    run: { readonly id: string; readonly turn: number; readonly given: Given },
    points: number | undefined,
    at: Instant,
  ) => Promise<boolean>;
};
