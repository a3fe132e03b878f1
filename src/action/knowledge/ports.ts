import type { Instant } from "../../core/kernel/instant.ts";
import type { KeptPicture } from "../../core/knowledge/picture.ts";
import type { Known as Whole } from "../../core/knowledge/sheet/plan.ts";
import type { Writing } from "../../core/knowledge/writing.ts";

import type { Media } from "../media/ports.ts";

export type Stamp = { readonly at: Instant; readonly by: string };

export type Draft = {
  readonly writing: Writing;
  /** How often it was written; sent back with a change. */
  readonly version: number;
  readonly at: Instant;
  /** Names, of who wrote it last, and of who asks for it to be looked over. */
  readonly by: string;
  readonly review: { readonly at: Instant; readonly by: string } | null;
};

export type Version = {
  readonly number: number;
  readonly writing: Writing;
  readonly at: Instant;
  readonly by: string;
  /** The older one that it brought back. */
  readonly restores: number | null;
};

/** An entry, or what is to become one: it has a draft, a version, or both. */
export type Known = {
  readonly id: string;
  readonly accountId: string;
  readonly accountName: string;
  /** Null before the first version. */
  readonly key: string | null;
  /** The version that answers; null: none does. */
  readonly published: number | null;
};

export const STATES = ["live", "draft", "review", "expiring", "silent"] as const;
/**
 * live: it answers now. draft, review: there is something that was not published; silent: nothing of it answers: it was
 * withdrawn, has not begun or is over; expiring: it answers, and ends soon.
 */
export type State = (typeof STATES)[number];

export type Listed = Known & {
  readonly title: string;
  readonly phrasings: number;
  readonly answer: Writing["answer"];
  readonly validFrom: Instant | null;
  readonly validUntil: Instant | null;
  readonly draft: "none" | "writing" | "review";
  readonly at: Instant;
  readonly by: string;
};

export type Asked = {
  readonly accountId: string;
  readonly q?: string | undefined;
  readonly state?: State | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
};

/** Whose these words are already. */
export type Owner = { readonly id: string; readonly title: string; readonly folded: readonly string[] };

export type Publication = {
  readonly id: string;
  readonly accountId: string;
  readonly writing: Writing;
  readonly folded: readonly string[];
  readonly restores: number | null;
  /** The draft that it was, with its version; undefined: it is an older version. */
  readonly draft: number | undefined;
  /** What was published until now. */
  readonly was: number | null;
  /** It is kept beside what is published, which stays. */
  readonly beside?: true;
};

/** An entry that ends soon, and whose it is: of whoever published it. */
export type Expiring = {
  readonly id: string;
  readonly title: string;
  readonly until: Instant;
  readonly by: string;
  readonly isMine: boolean;
};

/** A picture whose bytes lie in the media store. */
export type StoredPicture = KeptPicture & { readonly sha256: string };

export type KnowledgeStore = {
  /** One that an answer may be of. */
  readonly picture: (id: string) => Promise<Media | undefined>;
  /** Ids of all of these. */
  readonly pictures: () => Promise<ReadonlySet<string>>;
  readonly keepPictures: (pictures: readonly StoredPicture[], stamp: Stamp) => Promise<void>;
  readonly list: (
    asked: Asked,
    at: Instant,
    /** What ends until then ends soon. */
    soon: Instant,
  ) => Promise<{ readonly items: readonly Listed[]; readonly next: string | null }>;
  readonly counts: (
    accountId: string,
    at: Instant,
    soon: Instant,
  ) => Promise<Readonly<Record<State | "all", number>>>;
  /** What ends soon, the soonest first, with the name of who published it; `me`: whether that was she. */
  readonly expiring: (
    accountId: string,
    at: Instant,
    soon: Instant,
    me: string,
  ) => Promise<readonly Expiring[]>;
  /** All of an account's own, the oldest first. */
  readonly whole: (accountId: string) => Promise<readonly Whole[]>;
  /** These, as they are written now; `counts`: it answers, or somebody writes it. */
  readonly written: (ids: readonly string[]) => Promise<
    readonly {
      readonly id: string;
      readonly accountId: string;
      readonly writing: Writing;
      readonly counts: boolean;
    }[]
  >;
  readonly known: (id: string) => Promise<Known | undefined>;
  readonly draft: (id: string) => Promise<Draft | undefined>;
  /** The newest first. */
  readonly versions: (id: string) => Promise<readonly Version[]>;
  readonly version: (id: string, number: number) => Promise<Version | undefined>;
  readonly create: (id: string, accountId: string, writing: Writing, stamp: Stamp) => Promise<void>;
  /** `version`: the one that was read; 0: there was none. False where somebody was quicker. */
  readonly save: (
    known: Pick<Known, "id" | "accountId">,
    writing: Writing,
    version: number,
    stamp: Stamp,
  ) => Promise<boolean>;
  /** Null takes the wish back. */
  readonly review: (id: string, version: number, stamp: Stamp | null) => Promise<boolean>;
  readonly discard: (id: string, version: number) => Promise<boolean>;
  /**
   * Other entries that are published for any of these accounts and have any of these words, or have not been folded
   * yet. Nobody else publishes before this transaction is over.
   */
  readonly owners: (
    accountIds: readonly string[],
    folded: readonly string[],
    butIds: readonly string[],
  ) => Promise<
    readonly (Omit<Owner, "folded"> & {
      readonly phrasings: readonly string[];
      readonly folded: readonly string[] | null;
    })[]
  >;
  /** The number of its version. Loses the race where the draft, or what is published, is not what it was. */
  readonly publish: (publication: Publication, stamp: Stamp) => Promise<number>;
  /** False where something else is published by now. */
  readonly withdraw: (id: string, was: number) => Promise<boolean>;
};
