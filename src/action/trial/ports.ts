import type { Instant } from "../../core/kernel/instant.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import type { Golden, Replayed, Report } from "../../core/trial/trial.ts";
import type { Doubt } from "../../core/trial/verdict.ts";
import type { Stamp } from "../knowledge/ports.ts";

/** What is to be tried out: an entry as it would answer. */
export type Trying = { readonly entryId: string; readonly accountId: string; readonly writing: Writing };

export type AccountReport = { readonly accountId: string; readonly report: Report };

export type Trial = {
  readonly id: string;
  readonly entryId: string;
  readonly doubts: readonly Doubt[];
  /** Of each account that it answers for and that is connected. */
  readonly reports: readonly AccountReport[];
  readonly at: Instant;
  /** A name. */
  readonly by: string;
  /** Why it was published all the same; null: it was not, or nothing spoke against it. */
  readonly despite: string | null;
  /** The version that it became. */
  readonly published: number | null;
};

export type KeptGolden = Golden & { readonly at: Instant; readonly by: string };

/** Messages by `conversation seq`, golden questions and entries by id: what it is called where it is shown. */
export type Words = {
  readonly goldens: ReadonlyMap<string, Pick<Golden, "text" | "entryId">>;
  readonly messages: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<string, string>;
};

export type TrialStore = {
  /** Of an account, the oldest first. */
  readonly goldens: (accountId: string) => Promise<readonly KeptGolden[]>;
  readonly golden: (id: string) => Promise<(Golden & { readonly accountId: string }) | undefined>;
  /** How many were new: the same words are one question. */
  readonly addGoldens: (
    accountId: string,
    goldens: readonly (Golden & { readonly folded: string })[],
    stamp: Stamp,
  ) => Promise<number>;
  readonly removeGolden: (id: string) => Promise<boolean>;
  /** What fans have asked the bot since then, the newest first. */
  readonly replayed: (accountId: string, since: Instant, max: number) => Promise<readonly Replayed[]>;
  /** Names all that answers for the account in its version. */
  readonly base: (accountId: string) => Promise<string>;
  readonly keep: (
    trial: Pick<Trial, "id" | "entryId" | "doubts" | "reports"> & {
      readonly words: string;
      readonly base: string;
    },
    stamp: Stamp,
  ) => Promise<void>;
  /** The last of this very entry in these words, beside what is published now. */
  readonly fitting: (
    entryId: string,
    words: string,
    base: string,
  ) => Promise<Pick<Trial, "id" | "doubts"> | undefined>;
  readonly published: (id: string, version: number, despite: string | null) => Promise<void>;
  readonly read: (id: string) => Promise<Trial | undefined>;
  /** What a trial's ids stand for now; what was erased is not there. */
  readonly words: (trial: Trial) => Promise<Words>;
};
