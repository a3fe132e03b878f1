import { type ButtonPreview, menuOf } from "../../core/takeover/menu.ts";
import { previewOf } from "../../core/takeover/preview.ts";
import type { StandingMenu } from "../../core/takeover/standing.ts";
import type { Stores } from "../ports.ts";
import type { Choice, FaqDraft, PutBack, Snapshot, Takeover } from "./ports.ts";

type Store = Pick<Stores, "takeover">;
type Preview = ReturnType<typeof previewOf>;

export type ShownTakeover = {
  /** Whether the account's platform tells what its page has. */
  readonly able: boolean;
  readonly snapshots: readonly (Omit<Snapshot, "at"> & { readonly at: string })[];
  /** What the newest look found; null before the first. */
  readonly found:
    | (Preview & {
        readonly number: number;
        readonly at: string;
        readonly by: string;
        /** Switches of the page. */
        readonly welcomes: boolean;
        readonly replies: boolean;
        readonly menu: { readonly kind: StandingMenu["kind"]; readonly buttons: readonly ButtonPreview[] };
        readonly choice: Choice;
        readonly made: {
          readonly at: string;
          /** Those that are not published yet. */
          readonly drafts: readonly FaqDraft[];
          readonly published: number;
          readonly texts: readonly string[];
          readonly menu: boolean;
        } | null;
        readonly putBack: {
          readonly at: string;
          readonly outcome: PutBack["outcome"];
          readonly code: string | null;
        } | null;
        readonly version: number;
      })
    | null;
};

export async function shownTakeover(store: Store, accountId: string, able: boolean): Promise<ShownTakeover> {
  const snapshots = await store.takeover.snapshots(accountId);
  const takeover = await store.takeover.of(accountId);
  return {
    able,
    snapshots: snapshots.map(({ at, ...snapshot }) => ({ ...snapshot, at: text(at) })),
    found: takeover === undefined ? null : await shownFound(store, takeover),
  };
}

async function shownFound(store: Store, takeover: Takeover): Promise<NonNullable<ShownTakeover["found"]>> {
  const { number, at, by, standing, choice, made, putBack, version } = takeover;
  const { welcomes, replies, menu } = standing;
  const drafts = made === null ? [] : await store.takeover.drafts(made.draftIds);
  return {
    ...previewOf(standing),
    number,
    at: text(at),
    by,
    welcomes,
    replies,
    menu: { kind: menu.kind, buttons: menuOf(menu).buttons },
    choice,
    made: made && {
      at: text(made.at),
      drafts,
      published: made.draftIds.length - drafts.length,
      texts: made.texts.map(({ name }) => name),
      menu: made.menu !== null,
    },
    putBack: putBack && { ...putBack, at: text(putBack.at) },
    version,
  };
}

const text = (at: number): string => new Date(at).toISOString();
