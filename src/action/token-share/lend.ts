import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import { tokenHash } from "../session/token.ts";

type Store = Pick<Stores, "tokenShare">;
type Reader = { readonly id: string; readonly key: string; readonly address: string };

/** Of one address, a minute: others keep what they are given until its end. */
const CALLS_MAX = 30;

/**
 * Whether this key, from this address, is given the account's token. One answer for a wrong key, an account that gives
 * none, and none at all.
 * @throws Fault `token_key_wrong`, `token_address_wrong`
 */
export const mayRead: Query<Reader, void, Store> = {
  permission: "public",
  ask: ({ store }, reader) => admitReader(store, reader),
};

async function admitReader(store: Store, { id, key, address }: Reader): Promise<void> {
  const share = await store.tokenShare.of(id);
  if (share === undefined || share.keyHash !== tokenHash(key)) {
    throw new Fault("token_key_wrong", "This key opens no account's token.");
  }
  if (share.addresses.length > 0 && !share.addresses.includes(address)) {
    throw new Fault("token_address_wrong", `The token is not given to ${address}.`, { address });
  }
}

/**
 * Counts that it was given, and leaves a line whenever an address gets a token that it did not have.
 * @throws Fault `token_key_wrong`, `token_address_wrong`, `token_limited` {max}
 */
export const noteLent: Action<Reader & { readonly until: Instant }, void, Store> = {
  id: "token.lent",
  permission: "public",
  async run({ store, at }, { until, ...reader }) {
    await admitReader(store, reader);
    const { id, address } = reader;
    const { count, isNew } = await store.tokenShare.count(id, address, { at, until });
    if (count > CALLS_MAX) {
      throw new Fault("token_limited", `No more than ${CALLS_MAX} calls a minute.`, { max: CALLS_MAX });
    }
    const data = { address, until: new Date(until).toISOString() };
    return { result: undefined, audit: isNew ? [{ subject: "account", subjectId: id, data }] : [] };
  },
};
