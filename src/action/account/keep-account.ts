import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Settings } from "./ports.ts";
import {
  changedSettings,
  readSettings,
  refuseGoneQueue,
  refuseTakenName,
  theAccount,
  theSeenAccount,
} from "./rules.ts";
import { type AccountView, type ShownAccount, shownAccount } from "./shown.ts";

type Store = Pick<Stores, "account" | "queue">;

/** All accounts, those that are off and those for practice too, and the platforms that there can be. */
export const listAccounts = (
  view: AccountView,
): Query<
  object,
  { readonly platforms: readonly string[]; readonly items: readonly ShownAccount[] },
  Store
> => ({
  permission: "account.read",
  async ask({ store }) {
    const accounts = await store.account.list();
    return { platforms: view.kinds.names, items: accounts.map((one) => shownAccount(view, one)) };
  },
});

/**
 * It is connected on every node within seconds.
 * @throws Fault `account_platform_unknown` {platform}, `account_settings_invalid` {fields}, `account_name_taken`
 * {name}, `queue_gone`
 */
export const createAccount = (
  view: AccountView,
): Action<
  {
    readonly platform: string;
    readonly name: string;
    readonly settings: Settings;
    readonly queueId?: string | null | undefined;
    readonly silenceMinutes?: number | null | undefined;
  },
  ShownAccount,
  Store
> => ({
  id: "account.created",
  permission: "account.write",
  async run({ store, at, ids }, { platform, name, settings: given, queueId = null, silenceMinutes = null }) {
    const settings = readSettings(view.kinds, platform, given);
    await refuseTakenName(store, name);
    await refuseGoneQueue(store, queueId);
    const id = ids();
    await store.account.create({ id, platform, name, settings, queueId, silenceMinutes }, at);
    return {
      result: shownAccount(view, await theAccount(store, id)),
      audit: [{ subject: "account", subjectId: id, data: { platform } }],
    };
  },
});

/**
 * What is given: name, settings, the queue where its fans wait, how long silence is usual. A secret that is left out stays as it is; one that is
 * replaced is still accepted from the platform, where the platform has a time between, until it is given up.
 * @throws Fault `account_gone`, `version_conflict`, `account_secret_anew`, and those of a new one
 */
export const updateAccount = (
  view: AccountView,
): Action<
  {
    readonly id: string;
    readonly version: number;
    readonly name?: string | undefined;
    readonly settings?: Settings | undefined;
    readonly queueId?: string | null | undefined;
    readonly silenceMinutes?: number | null | undefined;
  },
  ShownAccount,
  Store
> => ({
  id: "account.updated",
  permission: "account.write",
  async run({ store }, { id, version, name, settings: given, queueId, silenceMinutes }) {
    const before = await theSeenAccount(store, { id, version });
    if (name !== undefined) await refuseTakenName(store, name, id);
    await refuseGoneQueue(store, queueId);
    const settings = given === undefined ? undefined : changedSettings(view.kinds, before, given);
    const change = {
      ...(name === undefined ? {} : { name }),
      ...(settings === undefined ? {} : { settings }),
      ...(queueId === undefined ? {} : { queueId }),
      ...(silenceMinutes === undefined ? {} : { silenceMinutes }),
    };
    await store.account.update(before, change);
    const secrets = (view.kinds.secretsOf(before.platform) ?? []).filter(
      (field) => settings !== undefined && settings[field] !== before.settings[field],
    );
    return {
      result: shownAccount(view, await theAccount(store, id)),
      audit: [{ subject: "account", subjectId: id, data: { fields: Object.keys(change), secrets } }],
    };
  },
});
