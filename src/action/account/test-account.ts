import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { AccountKinds, AccountProbed, Settings } from "./ports.ts";
import { changedSettings, readSettings, theAccount } from "./rules.ts";

/** Settings to ask the platform with; without an id they are not kept yet. */
export type Tried = { readonly id?: string; readonly platform: string; readonly settings: Settings };

/**
 * What is to be tried of an account that is there, with settings that are not kept yet where they are given. It
 * carries secrets: for the probe, never for an answer.
 * @throws Fault `account_gone`, and those of new settings
 */
export const accountToTry = (
  kinds: AccountKinds,
): Query<
  { readonly id: string; readonly settings?: Settings | undefined },
  Tried,
  Pick<Stores, "account">
> => ({
  permission: "account.write",
  async ask({ store }, { id, settings }) {
    const known = await theAccount(store, id);
    const { platform } = known;
    const tried =
      settings === undefined
        ? readSettings(kinds, platform, known.settings)
        : changedSettings(kinds, known, settings);
    return { id, platform, settings: tried };
  },
});

/** Leaves a line of who tried: the test itself happens outside any transaction. */
export const accountTested: Action<
  Pick<Tried, "id" | "platform"> & Pick<AccountProbed, "kind" | "code">,
  void,
  object
> = {
  id: "account.tested",
  permission: "account.write",
  async run(_context, { id, platform, kind, code }) {
    const data = { platform, outcome: kind, ...(code === null ? {} : { code }) };
    return { result: undefined, audit: [{ subject: "account", subjectId: id ?? platform, data }] };
  },
};
