import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { menuOf } from "../../core/takeover/menu.ts";
import { previewOf, RULES_MAX } from "../../core/takeover/preview.ts";
import type { Standing } from "../../core/takeover/standing.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Choice, Takeover } from "./ports.ts";
import { type ShownTakeover, shownTakeover } from "./shown.ts";

type Store = Pick<Stores, "account" | "takeover">;
export type Id = { readonly id: string };
export type Known = Id & { readonly version: number };
/** Whether an account's platform tells what its page has. */
export type Able = (accountId: string) => boolean;

/** How far the take-over has come; nothing of it is lost when she leaves the page. @throws Fault `account_gone` */
export const readTakeover = (able: Able): Query<Id, ShownTakeover, Store> => ({
  permission: "account.read",
  async ask({ store }, { id }) {
    await theAccount(store, id);
    return shownTakeover(store, id, able(id));
  },
});

/**
 * Keeps what the page has now, with everything chosen that can be ours. What an earlier look has made must be taken back
 * first: else nobody could.
 * @throws Fault `account_gone`, `takeover_applied`
 */
export const keepFound = (
  able: Able,
): Action<Id & { readonly standing: Standing }, ShownTakeover, Store> => ({
  id: "takeover.found",
  permission: "account.write",
  async run({ store, actor, at }, { id, standing: whole }) {
    await theAccount(store, id);
    const before = await store.takeover.of(id);
    if (before?.made != null) throw applied();
    const standing = { ...whole, rules: whole.rules.slice(0, RULES_MAX) };
    const found = { standing, choice: allOf(standing) };
    await store.takeover.begin(id, before, found, { at, by: actorName(actor) });
    const data = { rules: standing.rules.length, menu: standing.menu.kind };
    return {
      result: await shownTakeover(store, id, able(id)),
      audit: [{ subject: "account", subjectId: id, data }],
    };
  },
});

/** Our own default reply offers a person, the page's seldom does: that one nobody gets unasked. */
function allOf(standing: Standing): Choice {
  const { rules, welcome } = previewOf(standing);
  return {
    rules: rules.filter(({ maps }) => maps).map(({ index }) => index),
    welcome: welcome?.maps === true,
    fallback: false,
    menu: menuOf(standing.menu).menu.tops.length > 0,
  };
}

/** What of it is to be ours. @throws Fault `account_gone`, `takeover_gone`, `takeover_applied`, `version_conflict` */
export const choose = (able: Able): Action<Known & { readonly choice: Choice }, ShownTakeover, Store> => ({
  id: "takeover.chosen",
  permission: "account.write",
  async run({ store }, { id, version, choice }) {
    const { made } = await theTakeover(store, { id, version });
    if (made !== null) throw applied();
    await store.takeover.update(id, version, { choice });
    return { result: await shownTakeover(store, id, able(id)), audit: [] };
  },
});

/** @throws Fault `account_gone`, `takeover_gone`, `version_conflict` */
export async function theTakeover(store: Store, { id, version }: Known): Promise<Takeover> {
  await theAccount(store, id);
  const takeover = await store.takeover.of(id);
  if (takeover === undefined) throw new Fault("takeover_gone", "Look first what the platform's page has.");
  if (takeover.version === version) return takeover;
  throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
}

export const applied = (): Fault =>
  new Fault("takeover_applied", "This was taken over already. Take it back first.");
