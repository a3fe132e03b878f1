import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { refuseTakenName } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { theQueue } from "../queue/rules.ts";
import { tokenHash } from "../session/token.ts";
import type { CtiSystem } from "./ports.ts";

type Store = Pick<Stores, "account" | "cti" | "queue">;

export type ShownSystem = Omit<CtiSystem, "at" | "heardAt"> & {
  readonly at: string;
  /** When it reported last. */
  readonly heardAt: string | null;
};

/** Told once, as they are made: by `key` it reports, by `signKey` it knows that an order to dial is ours. */
type Keys = { readonly key: string | null; readonly signKey: string | null };

type Wished = Pick<CtiSystem, "name" | "queueId" | "url" | "panelOrigins">;

const shown = ({ at, heardAt, ...system }: CtiSystem): ShownSystem => ({
  ...system,
  at: new Date(at).toISOString(),
  heardAt: heardAt === null ? null : new Date(heardAt).toISOString(),
});

export const listSystems: Query<object, { readonly items: ShownSystem[] }, Pick<Stores, "cti">> = {
  permission: "account.read",
  ask: async ({ store }) => ({ items: (await store.cti.list()).map(shown) }),
};

/** @throws Fault `account_name_taken`, `queue_gone` */
export const createSystem: Action<Wished, { readonly system: ShownSystem } & Keys, Store> = {
  id: "cti.created",
  permission: "account.write",
  async run({ store, actor, at, ids, secret }, { name, queueId, ...wished }) {
    await refuseTakenName(store, name);
    if (queueId !== null) await theQueue(store, queueId);
    const id = ids();
    const [key, signKey, numberKey] = [secret(), secret(), secret()];
    const made = { ...wished, id, name, queueId, signKey, numberKey, keyHash: tokenHash(key) };
    await store.cti.create(made, { at, by: actorName(actor) });
    const system = await theSystem(store, id);
    return {
      result: { system, key, signKey },
      again: { system, key: null, signKey: null },
      audit: [{ subject: "account", subjectId: id }],
    };
  },
};

/**
 * A new key ends the one before; whose state is off is let in by none.
 * @throws Fault `cti_gone`, `version_conflict`, `account_name_taken`, `queue_gone`
 */
export const changeSystem: Action<
  Wished & {
    readonly id: string;
    readonly version: number;
    readonly state: CtiSystem["state"];
    readonly newKey: boolean;
  },
  { readonly system: ShownSystem } & Keys,
  Store
> = {
  id: "cti.changed",
  permission: "account.write",
  async run({ store, secret }, { id, version, newKey, ...wished }) {
    const before = await store.cti.byId(id);
    if (before === undefined) throw systemGone();
    if (before.version !== version)
      throw new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");
    await refuseTakenName(store, wished.name, id);
    if (wished.queueId !== null) await theQueue(store, wished.queueId);
    const [key, signKey] = newKey ? [secret(), secret()] : [null, null];
    // Numbers are found by the same key for as long as the system is known.
    const { numberKey } = before;
    const secrets = { numberKey, signKey: signKey ?? before.signKey };
    const keyHash = key === null ? undefined : tokenHash(key);
    await store.cti.update({ id, version }, { ...wished, ...secrets, keyHash });
    const system = await theSystem(store, id);
    return {
      result: { system, key, signKey },
      again: { system, key: null, signKey: null },
      audit: [{ subject: "account", subjectId: id, data: { state: wished.state, newKey } }],
    };
  },
};

const systemGone = (): Fault => new Fault("cti_gone", "There is no such telephone system.");

async function theSystem(store: Store, id: string): Promise<ShownSystem> {
  const system = await store.cti.byId(id);
  if (system === undefined) throw systemGone();
  const { numberKey: _, signKey: __, ...told } = system;
  return shown(told);
}
