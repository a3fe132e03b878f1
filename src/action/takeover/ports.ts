import type { Instant } from "../../core/kernel/instant.ts";
import type { Menu } from "../../core/menu/menu.ts";
import type { EntryDraft } from "../../core/takeover/preview.ts";
import type { Standing } from "../../core/takeover/standing.ts";

/** What of the page is to be ours: rules by their place, texts, the menu as a draft. */
export type Choice = {
  readonly rules: readonly number[];
  readonly welcome: boolean;
  readonly fallback: boolean;
  readonly menu: boolean;
};

/** The texts of ours that the page's take the place of. */
export const TEXTS = { welcome: "notice.welcome", fallback: "notice.missed" } as const;
export type TextName = keyof typeof TEXTS;

/** What applying has made, with what was there before. */
export type Made = {
  readonly at: Instant;
  readonly draftIds: readonly string[];
  /** `before`: the account's own text; null: it had none. */
  readonly texts: readonly {
    readonly name: TextName;
    readonly text: string;
    readonly before: string | null;
  }[];
  /** `version`: the draft's, once it was written; `before`: null where there was none. */
  readonly menu: { readonly version: number; readonly before: Menu | null } | null;
};

/** same: by the platform's own word fans see again what they saw. */
export type PutBack = {
  readonly at: Instant;
  readonly outcome: "same" | "different" | "refused" | "unknown";
  readonly code: string | null;
};

export type Snapshot = { readonly number: number; readonly at: Instant; readonly by: string };

export type Takeover = Snapshot & {
  readonly standing: Standing;
  readonly choice: Choice;
  readonly made: Made | null;
  readonly putBack: PutBack | null;
  readonly version: number;
};

export type FaqDraft = EntryDraft & { readonly id: string };

export type TakeoverStore = {
  readonly of: (accountId: string) => Promise<Takeover | undefined>;
  /** The newest first. */
  readonly snapshots: (accountId: string) => Promise<readonly Snapshot[]>;
  /** Keeps what was found, and begins with it. Loses the race where that version is not there any more. */
  readonly begin: (
    accountId: string,
    before: Takeover | undefined,
    found: { readonly standing: Standing; readonly choice: Choice },
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<void>;
  /** Loses the race where it is not that version any more. */
  readonly update: (
    accountId: string,
    version: number,
    change: Partial<Pick<Takeover, "choice" | "made" | "putBack">>,
  ) => Promise<void>;
  readonly draft: (
    accountId: string,
    draft: FaqDraft,
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<void>;
  /** Of these, those that are not published. */
  readonly drafts: (ids: readonly string[]) => Promise<readonly FaqDraft[]>;
  readonly removeDrafts: (ids: readonly string[]) => Promise<void>;
  /** Makes entries of drafts, each published as its first version. */
  readonly publish: (
    accountId: string,
    drafts: readonly { readonly draft: FaqDraft; readonly entryId: string }[],
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<void>;
  /** The account's own text; null: it has none. */
  readonly text: (accountId: string, key: string) => Promise<string | null>;
  readonly keepText: (
    accountId: string,
    key: string,
    text: string | null,
    stamp: { readonly at: Instant; readonly by: string },
  ) => Promise<void>;
};
