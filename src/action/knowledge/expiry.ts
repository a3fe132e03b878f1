import { actorName } from "../../core/access/actor.ts";
import { DAY, type Instant } from "../../core/kernel/instant.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Expiring } from "./ports.ts";
import { iso } from "./shown.ts";

type Store = Pick<Stores, "knowledge" | "setting" | "account">;

/** Until when is soon. */
export const soonAt = async ({ setting }: Pick<Store, "setting">, at: Instant): Promise<Instant> =>
  at + (await setting.read())["knowledge.expiryDays"] * DAY;

export type ShownExpiring = Omit<Expiring, "until"> & { readonly until: string };
export type Expiry = { readonly days: number; readonly items: readonly ShownExpiring[] };

/** What of an account ends soon: work of whoever published it, and of whoever leads. @throws Fault `account_gone` */
export const readExpiring: Query<{ readonly accountId: string }, Expiry, Store> = {
  permission: "knowledge.read",
  async ask({ store, actor, at }, { accountId }) {
    await theAccount(store, accountId);
    const soon = await soonAt(store, at);
    const found = await store.knowledge.expiring(accountId, at, soon, actorName(actor));
    const items = found.map((one) => ({ ...one, until: iso(one.until) }));
    return { days: Math.round((soon - at) / DAY), items };
  },
};

/** So many days before the end somebody is told, of every account. */
export const keepExpiry: Action<{ readonly days: number }, { readonly days: number }, Store> = {
  id: "knowledge.expiry_kept",
  permission: "knowledge.publish",
  async run({ store, actor, at }, { days }) {
    await store.setting.keep("all", { "knowledge.expiryDays": days }, actor.id, at);
    return { result: { days }, audit: [{ subject: "house", subjectId: "knowledge", data: { days } }] };
  },
};
