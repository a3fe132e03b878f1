import { Fault } from "../../core/kernel/fault.ts";
import type { RelayMode } from "../../core/relay/policy.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Relay, RelayWay } from "./ports.ts";
import { type ShownRelay, shownRelay } from "./shown.ts";

type Store = Pick<Stores, "account" | "relay">;
type Known = { readonly id: string; readonly version: number };

/** @throws Fault `account_gone` */
export const readRelay: Query<{ readonly id: string }, { readonly relay: ShownRelay | null }, Store> = {
  permission: "account.read",
  async ask({ store }, { id }) {
    await theAccount(store, id);
    const relay = await store.relay.of(id);
    return { relay: relay === undefined ? null : shownRelay(relay) };
  },
};

/**
 * Which servers hear the account's calls, and what decides before the share. The first time it begins in the shadow;
 * version 0 then.
 * @throws Fault `account_gone`, `version_conflict`, `relay_nobody`
 */
export const keepWay: Action<Known & RelayWay, ShownRelay, Store> = {
  id: "relay.way_kept",
  permission: "account.write",
  async run({ store, at, secret }, { id, version, ...way }) {
    await theAccount(store, id);
    const before = await store.relay.of(id);
    refuseUnseen(before?.version ?? 0, version);
    refuseNobody(before?.mode ?? SHADOW, way);
    if (before === undefined) {
      await store.relay.create({ accountId: id, mode: SHADOW, hashKey: hashKeyOf(secret()), ...way }, at);
    } else await store.relay.update(before, way, at);
    const { downstreams, allowed, rules } = way;
    const data = { downstreams: downstreams.length, allowed: allowed.length, rules: rules.length };
    return {
      result: shownRelay(await theRelay(store, id)),
      audit: [{ subject: "account", subjectId: id, data }],
      wakes: ["relay"],
    };
  },
};

/**
 * How far the account goes over, from the next message on; what was begun with a fan is finished. Also the way back.
 * @throws Fault `account_gone`, `relay_gone`, `version_conflict`, `relay_nobody`
 */
export const turnRelay: Action<Known & { readonly mode: RelayMode }, ShownRelay, Store> = {
  id: "relay.turned",
  permission: "account.write",
  async run({ store, at }, { id, version, mode }) {
    const before = await theRelay(store, id);
    refuseUnseen(before.version, version);
    refuseNobody(mode, before);
    await store.relay.update(before, { mode }, at);
    return {
      result: shownRelay(await theRelay(store, id)),
      audit: [{ subject: "account", subjectId: id, data: { from: before.mode, to: mode } }],
      wakes: ["relay"],
    };
  },
};

/**
 * The other system hears nothing any more, and nothing is paid for it: only from full on, where it answers nobody.
 * @throws Fault `account_gone`, `relay_gone`, `version_conflict`, `relay_not_full`
 */
export const endRelay: Action<Known, { readonly relay: null }, Store> = {
  id: "relay.ended",
  permission: "account.write",
  async run({ store }, { id, version }) {
    const before = await theRelay(store, id);
    refuseUnseen(before.version, version);
    if (before.mode.kind !== "full") {
      throw new Fault("relay_not_full", "Fans are still the other system's. Go to full first.");
    }
    await store.relay.end(before);
    return {
      result: { relay: null },
      audit: [{ subject: "account", subjectId: id }],
      wakes: ["relay"],
    };
  },
};

/** @throws Fault `account_gone`, `relay_gone` */
export async function theRelay(store: Store, accountId: string): Promise<Relay> {
  await theAccount(store, accountId);
  const relay = await store.relay.of(accountId);
  if (relay === undefined)
    throw new Fault("relay_gone", "This account does not stand beside another system.");
  return relay;
}

const SHADOW: RelayMode = { kind: "shadow" };
const HASH_KEY_BYTES = 8;

const hashKeyOf = (secret: string): string =>
  Buffer.from(secret, "base64url").subarray(0, HASH_KEY_BYTES).toString("hex");

function refuseUnseen(version: number, seen: number): void {
  if (version === seen) return;
  throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
}

/** Where we do not answer everybody, somebody else has to. */
function refuseNobody({ kind }: RelayMode, { downstreams }: Pick<Relay, "downstreams">): void {
  if (kind === "full" || downstreams.length > 0) return;
  throw new Fault("relay_nobody", "Without a downstream nobody would answer the fans who are not ours.");
}
