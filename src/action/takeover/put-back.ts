import { actorName } from "../../core/access/actor.ts";
import type { Menu } from "../../core/menu/menu.ts";
import { menuOf } from "../../core/takeover/menu.ts";
import type { Action } from "../action.ts";
import type { Stores } from "../ports.ts";
import { type Able, type Id, type Known, theTakeover } from "./look.ts";
import type { PutBack } from "./ports.ts";
import { type ShownTakeover, shownTakeover } from "./shown.ts";

type Store = Pick<Stores, "account" | "menu" | "takeover">;

export type Begun = { readonly number: number; readonly menu: Menu; readonly version: number };

/**
 * Begins to put the menu back that was there when somebody looked. It becomes a version like each that the platform is
 * given, so what was ours can be put back, too.
 * @throws Fault `account_gone`, `takeover_gone`, `version_conflict`
 */
export const beginPutBack: Action<Known, Begun, Store> = {
  id: "takeover.put_back",
  permission: "account.write",
  async run({ store, actor, at }, { id, version }) {
    const { standing } = await theTakeover(store, { id, version });
    const { menu } = menuOf(standing.menu);
    const number = await store.menu.begin(id, menu, { at, by: actorName(actor) });
    return {
      result: { number, menu, version },
      audit: [{ subject: "account", subjectId: id, data: { number } }],
    };
  },
};

/** Keeps what came of it, by the platform's own word. */
export const settlePutBack = (
  able: Able,
): Action<Id & Omit<Begun, "menu"> & Omit<PutBack, "at">, ShownTakeover, Store> => ({
  id: "takeover.put_back_answered",
  permission: "account.write",
  async run({ store, at }, { id, number, version, outcome, code }) {
    const state = outcome === "refused" || outcome === "unknown" ? outcome : "live";
    await store.menu.settle(id, number, state, code);
    await store.takeover.update(id, version, { putBack: { at, outcome, code } });
    const data = { number, outcome, ...(code === null ? {} : { code }) };
    return {
      result: await shownTakeover(store, id, able(id)),
      audit: [{ subject: "account", subjectId: id, data }],
    };
  },
});
