import { Fault } from "../../core/kernel/fault.ts";
import type { Stores } from "../ports.ts";
import type { Account, AccountKinds, Settings } from "./ports.ts";

type Store = Pick<Stores, "account">;

/** @throws Fault `account_gone` */
export async function theAccount(store: Store, id: string): Promise<Account> {
  const account = await store.account.byId(id);
  if (account === undefined) throw new Fault("account_gone", "There is no such account.");
  return account;
}

/** @throws Fault `account_gone`, `version_conflict` */
export async function theSeenAccount(
  store: Store,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Account> {
  const account = await theAccount(store, id);
  if (account.version === version) return account;
  throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
}

/** @throws Fault `account_name_taken` {name} */
export async function refuseTakenName(store: Store, name: string, butId?: string): Promise<void> {
  if (!(await store.account.isNameTaken(name, butId))) return;
  throw new Fault("account_name_taken", "Another account has this name.", { name });
}

/** @throws Fault `queue_gone` */
export async function refuseGoneQueue(
  store: Pick<Stores, "queue">,
  queueId: string | null | undefined,
): Promise<void> {
  if (queueId === null || queueId === undefined) return;
  const queue = await store.queue.byId(queueId);
  if (queue?.state !== "active") throw new Fault("queue_gone", "There is no such queue.");
}

/** @throws Fault `account_platform_unknown` {platform}, `account_settings_invalid` {fields} */
export function readSettings(kinds: AccountKinds, platform: string, given: Settings): Settings {
  if (!kinds.names.includes(platform)) {
    throw new Fault("account_platform_unknown", `This build does not know ${platform}.`, { platform });
  }
  const read = kinds.read(platform, given);
  if ("settings" in read) return read.settings;
  const fields = read.wrong.join(", ");
  throw new Fault("account_settings_invalid", `These settings are not right: ${fields}.`, { fields });
}

/**
 * New settings of an account that is there. A secret that is left out stays, null gives one up; of one that is
 * replaced the platform may still use the one before, which is kept where there is a field for it. Secrets stay only
 * for the servers that they were given for: else whoever may change an address could have them sent to her own.
 * @throws Fault `account_secret_anew`, and those of readSettings
 */
export function changedSettings(kinds: AccountKinds, before: Account, given: Settings): Settings {
  const { platform, settings: old } = before;
  const secrets = kinds.secretsOf(platform) ?? [];
  const kept = secrets.filter((name) => given[name] === undefined && old[name] !== undefined);
  const replaced = Object.entries(kinds.previousOf(platform)).filter(
    ([name, previous]) =>
      given[previous] === undefined &&
      typeof given[name] === "string" &&
      old[name] !== undefined &&
      given[name] !== old[name],
  );
  const settings = readSettings(kinds, platform, {
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)),
    ...Object.fromEntries(kept.map((name) => [name, old[name]])),
    ...Object.fromEntries(replaced.map(([name, previous]) => [previous, old[name]])),
  });
  // As the old ones would be kept today: an address that was left to its default is the default's.
  const oldRead = kinds.read(platform, old);
  const oldServers = "settings" in oldRead ? oldRead.settings : old;
  const moved = Object.entries(kinds.serversOf(platform)).some(
    ([name, sent]) => settings[name] !== oldServers[name] && sent.some((secret) => kept.includes(secret)),
  );
  if (moved) {
    throw new Fault("account_secret_anew", "The address is another server's. Give the secrets again.");
  }
  return settings;
}
