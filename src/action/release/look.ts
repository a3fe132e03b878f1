import { theAccount } from "../account/rules.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { type Blamed, blamedIn } from "../../core/trial/blame.ts";
import type { Query } from "../action.ts";
import { createProblemsIn, type LimitOf, type Store as Knowledge, takenWords } from "../knowledge/rules.ts";
import { iso } from "../knowledge/shown.ts";
import type { Stores } from "../ports.ts";
import { movedOf } from "../trial/gate.ts";
import type { Trying } from "../trial/ports.ts";
import type { ListedDraft, ListedRelease } from "./ports.ts";
import { type ChosenDraft, draftsOf } from "./rules.ts";

type Store = Knowledge & Pick<Stores, "release">;

export type ShownDraft = Pick<ListedDraft, "id" | "version" | "by" | "isNew" | "isReviewed" | "todo"> & {
  readonly title: string;
  readonly phrasings: number;
  readonly at: string;
  /** What has to be mended before it can be published. */
  readonly wrong: number;
};

/** What an account, or one import, has unpublished. @throws Fault `account_gone` */
export const listDrafts = (
  limitOf: LimitOf,
): Query<
  { readonly accountId: string; readonly setId?: string | undefined },
  { readonly items: readonly ShownDraft[] },
  Store
> => ({
  permission: "knowledge.read",
  async ask({ store, at }, { accountId, setId }) {
    await theAccount(store, accountId);
    const problemsIn = await createProblemsIn(store, limitOf);
    const drafts = await store.release.drafts(accountId, setId);
    return {
      items: drafts.map(({ writing, at: written, ...draft }) => ({
        ...draft,
        title: writing.title,
        phrasings: writing.phrasings.length,
        at: iso(written),
        wrong: problemsIn({ accountId, writing, at }).filter(({ blocks }) => blocks).length,
      })),
    };
  },
});

/** Why one cannot be published with the others: somebody has changed it, it is wrong by itself, its words are taken. */
export type Refused =
  | { readonly is: "overtaken" }
  | { readonly is: "wrong"; readonly n: number }
  | { readonly is: "taken"; readonly words: string; readonly other: string };

export type Looked = {
  readonly entries: readonly {
    readonly id: string;
    readonly title: string;
    /** Undefined: nothing speaks against it but, perhaps, the trial. */
    readonly refused: Refused | undefined;
  }[];
  /** What of the others is to be tried out. */
  readonly toTry: readonly Trying[];
};

/** These drafts, as if they were published together. @throws Fault `account_gone` */
export const lookAtDrafts = (
  limitOf: LimitOf,
): Query<{ readonly accountId: string; readonly drafts: readonly ChosenDraft[] }, Looked, Store> => ({
  permission: "knowledge.write",
  async ask({ store, at }, { accountId, drafts }) {
    await theAccount(store, accountId);
    const problemsIn = await createProblemsIn(store, limitOf);
    const found = await draftsOf(store, accountId, drafts);
    const wrongIn = ({ writing }: (typeof found)[number]): number =>
      problemsIn({ accountId, writing, at }).filter(({ blocks }) => blocks).length;
    const right = found.filter((one) => one.isSeen && wrongIn(one) === 0);
    const taken = await takenWords(store, right);
    const refusedOf = (one: (typeof found)[number]): Refused | undefined => {
      if (!one.isSeen) return { is: "overtaken" };
      const n = wrongIn(one);
      if (n > 0) return { is: "wrong", n };
      const rival = taken.get(one.id);
      return rival && { is: "taken", words: rival.words, other: rival.title };
    };
    const ready = right.filter(({ id }) => !taken.has(id));
    return {
      entries: found.map((one) => ({ id: one.id, title: one.writing.title, refused: refusedOf(one) })),
      toTry: await movedOf(store, ready),
    };
  },
});

/** Of entries that were tried together, those that a doubt is about. @throws Fault `trial_gone` */
export const readHeld: Query<
  { readonly trialId: string; readonly entryIds: readonly string[] },
  readonly Blamed[],
  Pick<Stores, "trial">
> = {
  permission: "knowledge.read",
  async ask({ store }, { trialId, entryIds }) {
    const trial = await store.trial.read(trialId);
    if (trial === undefined) throw new Fault("trial_gone", "There is no such trial any more.");
    const { goldens } = await store.trial.words(trial);
    const reports = trial.reports.map(({ report }) => report);
    return blamedIn(reports, trial.doubts, new Set(entryIds), (id) => goldens.get(id)?.entryId ?? null);
  },
};

export type ShownRelease = Omit<ListedRelease, "at" | "undone"> & {
  readonly at: string;
  readonly undone: { readonly at: string; readonly by: string } | null;
};

/** What was published together lately. @throws Fault `account_gone` */
export const listReleases: Query<
  { readonly accountId: string },
  { readonly items: readonly ShownRelease[] },
  Store
> = {
  permission: "knowledge.read",
  async ask({ store }, { accountId }) {
    await theAccount(store, accountId);
    const releases = await store.release.list(accountId);
    return {
      items: releases.map(({ at, undone, ...release }) => ({
        ...release,
        at: iso(at),
        undone: undone && { ...undone, at: iso(undone.at) },
      })),
    };
  },
};
