import type { CanaryFigures } from "../../core/canary/canary.ts";
import { DAY } from "../../core/kernel/instant.ts";
import type { Problem } from "../../core/knowledge/problems.ts";
import { theAccount } from "../account/rules.ts";
import type { Query } from "../action.ts";
import type { Outcome } from "../assist/ports.ts";
import type { Latest } from "../canary/ports.ts";
import { soonAt } from "./expiry.ts";
import type { Asked, Known, Listed, State } from "./ports.ts";
import { type LimitOf, problemsIn, type Store, theKnown } from "./rules.ts";
import { iso, isoOrNull, shownDraft, type ShownDraft, shownVersion, type ShownVersion } from "./shown.ts";

type ShownListed = Omit<Listed, "at" | "validFrom" | "validUntil"> & {
  readonly at: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
};

export type KnowledgePage = {
  readonly items: readonly ShownListed[];
  readonly next: string | null;
  readonly counts: Readonly<Record<State | "all", number>>;
};

/** @throws Fault `account_gone` */
export const listEntries: Query<Asked, KnowledgePage, Store> = {
  permission: "knowledge.read",
  async ask({ store, at }, asked) {
    await theAccount(store, asked.accountId);
    const soon = await soonAt(store, at);
    const { items, next } = await store.knowledge.list(asked, at, soon);
    const shown = items.map((item) => ({
      ...item,
      at: iso(item.at),
      validFrom: isoOrNull(item.validFrom),
      validUntil: isoOrNull(item.validUntil),
    }));
    return { items: shown, next, counts: await store.knowledge.counts(asked.accountId, at, soon) };
  },
};

export type KnowledgeAccount = {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
};

/** Whose knowledge there is to edit: accounts that are switched on. */
export const listAccounts: Query<object, { readonly items: readonly KnowledgeAccount[] }, Store> = {
  permission: "knowledge.read",
  async ask({ store }) {
    const accounts = await store.account.list();
    return {
      items: accounts
        .filter(({ state }) => state === "active")
        .map(({ id, name, platform }) => ({ id, name, platform })),
    };
  },
};

const SUGGESTED_MS = 30 * DAY;

export type ShownEntry = Known & {
  readonly draft: ShownDraft | null;
  /** Of the draft; where there is none, of what is published. */
  readonly problems: readonly Problem[];
  /** What agents made of it in the last 30 days, where it was suggested to them. */
  readonly suggested: Readonly<Record<Outcome, number>>;
  /** The last that answered a part of the conversations, or does now. */
  readonly canary: ShownCanary | null;
  /** The newest first. */
  readonly versions: readonly ShownVersion[];
};

export type ShownCanary = Pick<Latest, "version" | "share" | "state"> & {
  readonly at: string;
  readonly endsAt: string;
  readonly figures: CanaryFigures;
};

function shownCanary(canary: Latest | undefined): ShownCanary | null {
  if (canary === undefined) return null;
  const { version, share, state, at, endsAt, figures } = canary;
  return { version, share, state, at: iso(at), endsAt: iso(endsAt), figures };
}

/** @throws Fault `entry_gone` */
export const readEntry = (limitOf: LimitOf): Query<{ readonly id: string }, ShownEntry, Store> => ({
  permission: "knowledge.read",
  ask: ({ store, at }, { id }) => shownEntry(store, limitOf, id, at),
});

/** @throws Fault `entry_gone` */
export async function shownEntry(
  store: Store,
  limitOf: LimitOf,
  id: string,
  at: number,
): Promise<ShownEntry> {
  const known = await theKnown(store, id);
  const draft = await store.knowledge.draft(id);
  const versions = await store.knowledge.versions(id);
  const writing = (draft ?? versions.find(({ number }) => number === known.published) ?? versions[0])
    ?.writing;
  const { accountId } = known;
  return {
    ...known,
    draft: draft === undefined ? null : shownDraft(draft),
    problems: writing === undefined ? [] : await problemsIn(store, limitOf, { accountId, writing, at }),
    canary: shownCanary(await store.canary.latest(id)),
    suggested: await store.assist.counts(id, at - SUGGESTED_MS),
    versions: versions.map(shownVersion),
  };
}
