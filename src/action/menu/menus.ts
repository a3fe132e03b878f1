import type { Asked } from "../../core/channel/capability/asked.ts";
import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { EMPTY_MENU, type Menu } from "../../core/menu/menu.ts";
import { type MenuLimits, type MenuProblem, problemsOf } from "../../core/menu/problems.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { MenuVersion } from "./ports.ts";

type Store = Pick<Stores, "menu" | "account">;
type Id = { readonly id: string };

/** What an account's platform allows; undefined: no menu. */
export type MenuLimitsOf = (accountId: string) => MenuLimits | undefined;

export type ShownMenu = {
  readonly limits: MenuLimits | null;
  readonly draft: Menu;
  /** 0 before anything was written. */
  readonly version: number;
  readonly problems: readonly MenuProblem[];
  readonly versions: readonly (Omit<MenuVersion, "at"> & { readonly at: string })[];
};

/** What is being written, what is wrong with it, and what the platform was given. @throws Fault `account_gone` */
export const readMenu = (limitsOf: MenuLimitsOf): Query<Id, ShownMenu, Store> => ({
  permission: "account.read",
  async ask({ store }, { id }) {
    await theAccount(store, id);
    const limits = limitsOf(id);
    const versions = await store.menu.versions(id);
    const draft = await store.menu.draft(id);
    const menu = draft?.menu ?? versions.find(({ state }) => state === "live")?.menu ?? EMPTY_MENU;
    return {
      limits: limits ?? null,
      draft: menu,
      version: draft?.version ?? 0,
      problems: limits === undefined ? [] : problemsOf(menu, limits),
      versions: versions.map(({ at, ...version }) => ({ ...version, at: new Date(at).toISOString() })),
    };
  },
});

type Saved = { readonly version: number; readonly problems: readonly MenuProblem[] };

/**
 * Keeps what is being written, also where it is not right yet.
 * @throws Fault `account_gone`, `menus_unsupported`, `version_conflict`
 */
export const saveDraft = (
  limitsOf: MenuLimitsOf,
): Action<Id & { readonly version: number; readonly menu: Menu }, Saved, Store> => ({
  id: "menu.drafted",
  permission: "account.write",
  async run({ store, actor, at }, { id, version, menu }) {
    await theAccount(store, id);
    const limits = limitsOf(id) ?? unsupported();
    if (!(await store.menu.saveDraft(id, menu, version, { at, by: actorName(actor) }))) {
      throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
    }
    return { result: { version: version + 1, problems: problemsOf(menu, limits) }, audit: [] };
  },
});

type Begun = { readonly number: number; readonly menu: Menu };

/**
 * Begins to publish the draft, or a version that was published before. From now on the keys mean what it says.
 * @throws Fault `account_gone`, `menus_unsupported`, `menu_wrong` {n}, `menu_version_gone`
 */
export const beginPublish = (
  limitsOf: MenuLimitsOf,
): Action<Id & { readonly number?: number | undefined }, Begun, Store> => ({
  id: "menu.published",
  permission: "account.write",
  async run({ store, actor, at }, { id, number }) {
    await theAccount(store, id);
    const limits = limitsOf(id) ?? unsupported();
    const draft = await store.menu.draft(id);
    const old = (await store.menu.versions(id)).find((version) => version.number === number);
    if (number !== undefined && old === undefined) {
      throw new Fault("menu_version_gone", "There is no such version of the menu.");
    }
    const menu = old?.menu ?? draft?.menu ?? EMPTY_MENU;
    const { length: n } = problemsOf(menu, limits);
    if (n > 0)
      throw new Fault("menu_wrong", `The menu has ${n} things that the platform would refuse.`, { n });
    const stamp = { at, by: actorName(actor) };
    // What is put back is what one goes on writing.
    if (old !== undefined) await store.menu.saveDraft(id, menu, draft?.version ?? 0, stamp);
    const begun = await store.menu.begin(id, menu, stamp);
    const data = { number: begun, ...(old && { putBack: old.number }) };
    return { result: { number: begun, menu }, audit: [{ subject: "account", subjectId: id, data }] };
  },
});

/** Keeps what the platform has said of it. */
export const settlePublish: Action<
  Id & { readonly number: number; readonly asked: Asked<void> },
  void,
  Store
> = {
  id: "menu.answered",
  permission: "account.write",
  async run({ store }, { id, number, asked }) {
    const state = asked.kind === "done" ? "live" : asked.kind === "refused" ? "refused" : "unknown";
    const code = asked.kind === "done" ? null : asked.code;
    await store.menu.settle(id, number, state, code);
    const data = { number, outcome: asked.kind, ...(code === null ? {} : { code }) };
    return { result: undefined, audit: [{ subject: "account", subjectId: id, data }] };
  },
};

function unsupported(): never {
  throw new Fault("menus_unsupported", "The platform of this account keeps no menu.");
}
