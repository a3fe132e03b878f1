import type { Line } from "../../core/answer/suggest/open-question.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { QuestionRef, Want } from "../../core/learning/question.ts";

/** Where the bot had nothing to say, and what was said before: the question is in there. */
export type Spot = {
  readonly conversationId: string;
  readonly at: Instant;
  readonly want: Want;
  /** The last are the newest; up to the fan's message itself. */
  readonly lines: readonly Line[];
};

export const ACTS = ["merged", "begun", "ignored"] as const;
export type ActKind = (typeof ACTS)[number];

export type LearningAct = {
  readonly id: string;
  readonly accountId: string;
  readonly kind: ActKind;
  readonly entryId: string | null;
  /** What was published before, and by it; null: nothing was. */
  readonly was: number | null;
  readonly published: number | null;
  /** The draft that it left; null: none was touched. */
  readonly draft: number | null;
  /** Phrasings that it added. */
  readonly added: number;
  /** There was no draft before. */
  readonly drafted: boolean;
};

export type ShownAct = Pick<LearningAct, "id" | "kind" | "entryId"> & {
  /** The entry as it is called now; null: it is gone, or there is none. */
  readonly title: string | null;
  readonly questions: number;
  readonly at: Instant;
  readonly by: string;
};

export type LearningStore = {
  /** The newest first, at most so many; decided or not. */
  readonly spots: (accountId: string, since: Instant, max: number) => Promise<readonly Spot[]>;
  /** What was decided since, as `conversation seq`. */
  readonly decided: (accountId: string, since: Instant) => Promise<ReadonlySet<string>>;
  /** The version of each entry that answers for the account. */
  readonly live: (accountId: string) => Promise<ReadonlyMap<string, number>>;
  /** How many of the questions are this account's, were asked by a fan, and were open until now. */
  readonly decide: (
    act: LearningAct,
    questions: readonly QuestionRef[],
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<number>;
  /** Not taken back yet. */
  readonly act: (id: string) => Promise<LearningAct | undefined>;
  /** Its questions are open again. False where somebody was quicker. */
  readonly undo: (id: string, at: Instant) => Promise<boolean>;
  /** The last few that were not taken back, the newest first. */
  readonly acts: (accountId: string) => Promise<readonly ShownAct[]>;
};
