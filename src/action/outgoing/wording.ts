import { DAY } from "../../core/kernel/instant.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";

/** What agents of an account do not write, and by which words they offer something; with commas between them. */
export type Wording = { readonly bannedPromises: string; readonly sellingWords: string };
type Store = Pick<Stores, "account" | "outgoing" | "setting">;

/** So far back offers are counted. */
const COUNTED_DAYS = 30;
const scopeOf = (accountId: string): string => `account:${accountId}`;

/** @throws Fault `account_gone` */
export const readWording: Query<
  { readonly id: string },
  Wording & { readonly promotions: number; readonly days: number },
  Store
> = {
  permission: "account.read",
  async ask({ store, at }, { id }) {
    await theAccount(store, id);
    const settings = await store.setting.usual(scopeOf(id));
    return {
      bannedPromises: settings["reply.bannedPromises"],
      sellingWords: settings["promotion.words"],
      promotions: await store.outgoing.promotions(id, at - COUNTED_DAYS * DAY),
      days: COUNTED_DAYS,
    };
  },
};

/** Every node has them with the next text. @throws Fault `account_gone` */
export const keepWording: Action<Wording & { readonly id: string }, Wording, Store> = {
  id: "account.wording_kept",
  permission: "account.write",
  async run({ store, actor, at }, { id, bannedPromises, sellingWords }) {
    await theAccount(store, id);
    await store.setting.keep(
      scopeOf(id),
      { "reply.bannedPromises": bannedPromises, "promotion.words": sellingWords },
      actor.id,
      at,
    );
    return {
      result: { bannedPromises, sellingWords },
      audit: [{ subject: "account", subjectId: id, data: { bannedPromises, sellingWords } }],
    };
  },
};
