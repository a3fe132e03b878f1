import type { Action, ActionContext, Outcome } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Account } from "./ports.ts";
import { theAccount, theSeenAccount } from "./rules.ts";
import { type AccountView, type ShownAccount, shownAccount } from "./shown.ts";

type Store = Pick<Stores, "account">;
type Known = { readonly id: string; readonly version: number };

/**
 * Its platform is answered as if there were no such account, and nothing is sent for it; what was said stays.
 * @throws Fault `account_gone`, `version_conflict`
 */
export const switchOff = (view: AccountView): Action<Known, ShownAccount, Store> => ({
  id: "account.switched_off",
  permission: "account.write",
  run: (context, known) => turn(view, context, known, "off"),
});

/**
 * What waited to be sent meanwhile, and is not too old by now, leaves.
 * @throws Fault `account_gone`, `version_conflict`
 */
export const switchOn = (view: AccountView): Action<Known, ShownAccount, Store> => ({
  id: "account.switched_on",
  permission: "account.write",
  run: (context, known) => turn(view, context, known, "active"),
});

async function turn(
  view: AccountView,
  { store }: ActionContext<Store>,
  known: Known,
  state: Account["state"],
): Promise<Outcome<ShownAccount>> {
  const before = await theSeenAccount(store, known);
  if (before.state === state) return { result: shownAccount(view, before), audit: [] };
  await store.account.update(before, { state });
  return {
    result: shownAccount(view, await theAccount(store, known.id)),
    audit: [{ subject: "account", subjectId: known.id }],
  };
}
