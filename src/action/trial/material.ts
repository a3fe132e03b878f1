import { DAY } from "../../core/kernel/instant.ts";
import type { Golden, Replayed } from "../../core/trial/trial.ts";
import type { Query } from "../action.ts";
import { theDraft, theKnown } from "../knowledge/rules.ts";
import type { Stores } from "../ports.ts";
import type { Trying } from "./ports.ts";

type Store = Pick<Stores, "knowledge" | "trial">;

/** The draft that she has seen, as something to try out. @throws Fault `entry_gone`, `version_conflict` */
export const draftToTry: Query<{ readonly id: string; readonly version: number }, readonly Trying[], Store> =
  {
    permission: "knowledge.write",
    async ask({ store }, { id, version }) {
      const { accountId } = await theKnown(store, id);
      const { writing } = await theDraft(store, id, version);
      return [{ entryId: id, accountId, writing }];
    },
  };

export type Material = {
  readonly goldens: readonly Golden[];
  readonly replayed: readonly Replayed[];
  /** Names what answers for the account now. */
  readonly base: string;
};

const REPLAYED_MS = 7 * DAY;
const REPLAYED_MAX = 5_000;

/** What new knowledge of an account is tried on: golden questions, and what its fans asked in the last seven days. */
export const readMaterial: Query<{ readonly accountId: string }, Material, Store> = {
  permission: "knowledge.write",
  async ask({ store, at }, { accountId }) {
    return {
      base: await store.trial.base(accountId),
      goldens: await store.trial.goldens(accountId),
      replayed: await store.trial.replayed(accountId, at - REPLAYED_MS, REPLAYED_MAX),
    };
  },
};
