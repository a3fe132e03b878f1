import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { tokenHash } from "../session/token.ts";

type Store = Pick<Stores, "account" | "tokenShare">;
type Id = { readonly id: string };
type Known = Id & { readonly version: number };

export type ShownShare = {
  readonly share: {
    readonly addresses: readonly string[];
    readonly at: string;
    readonly by: string;
    readonly version: number;
    readonly readers: readonly { readonly address: string; readonly at: string }[];
  } | null;
};

/** @throws Fault `account_gone` */
export const readShare: Query<Id, ShownShare, Store> = {
  permission: "account.read",
  async ask({ store }, { id }) {
    await theAccount(store, id);
    return shownShare(store, id);
  },
};

async function shownShare(store: Store, accountId: string): Promise<ShownShare> {
  const share = await store.tokenShare.of(accountId);
  if (share === undefined) return { share: null };
  const { keyHash: _keyHash, at, ...rest } = share;
  const readers = await store.tokenShare.readers(accountId);
  return {
    share: {
      ...rest,
      at: new Date(at).toISOString(),
      readers: readers.map((reader) => ({ ...reader, at: new Date(reader.at).toISOString() })),
    },
  };
}

/**
 * Gives the token to whoever brings the key, from these addresses. The key is told once, when it is made: the first time,
 * and where a new one is wished for, which ends the one before.
 * @throws Fault `account_gone`, `version_conflict`
 */
export const keepShare: Action<
  Known & { readonly addresses: readonly string[]; readonly newKey: boolean },
  ShownShare & { readonly key: string | null },
  Store
> = {
  id: "token.shared",
  permission: "account.write",
  async run({ store, actor, at, secret }, { id, version, addresses, newKey }) {
    await theAccount(store, id);
    const before = await theSeen(store, id, version);
    const key = newKey || before === undefined ? secret() : null;
    const keyHash = key === null ? (before?.keyHash ?? "") : tokenHash(key);
    await store.tokenShare.keep(id, version, { keyHash, addresses }, { at, by: actorName(actor) });
    const shown = await shownShare(store, id);
    const data = { addresses: addresses.length, newKey: key !== null };
    return {
      result: { ...shown, key },
      again: { ...shown, key: null },
      audit: [{ subject: "account", subjectId: id, data }],
    };
  },
};

/** From the next call on nobody else gets it. @throws Fault `account_gone`, `version_conflict` */
export const endShare: Action<Known, ShownShare, Store> = {
  id: "token.share_ended",
  permission: "account.write",
  async run({ store }, { id, version }) {
    await theAccount(store, id);
    await theSeen(store, id, version);
    await store.tokenShare.end(id, version);
    return { result: { share: null }, audit: [{ subject: "account", subjectId: id }] };
  },
};

async function theSeen(store: Store, accountId: string, version: number) {
  const share = await store.tokenShare.of(accountId);
  if ((share?.version ?? 0) === version) return share;
  throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
}
