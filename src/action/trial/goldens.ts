import { actorName } from "../../core/access/actor.ts";
import { fold } from "../../core/answer/fold.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import { theKnown } from "../knowledge/rules.ts";
import { refusePersonal } from "../learning/rules.ts";
import type { Stores } from "../ports.ts";
import type { KeptGolden } from "./ports.ts";

type Store = Pick<Stores, "account" | "knowledge" | "trial">;

export type ShownGolden = Omit<KeptGolden, "at"> & { readonly at: string };

/** 考题 of an account: what its bot has to get right, the oldest first. @throws Fault `account_gone` */
export const listGoldens: Query<
  { readonly accountId: string },
  { readonly items: readonly ShownGolden[] },
  Store
> = {
  permission: "knowledge.read",
  async ask({ store }, { accountId }) {
    await theAccount(store, accountId);
    const goldens = await store.trial.goldens(accountId);
    return { items: goldens.map((one) => ({ ...one, at: new Date(one.at).toISOString() })) };
  },
};

export const GOLDENS_MAX = 2_000;

/**
 * Says whose questions these are: an entry's, or nobody's (null). What is a golden question already stays as it is.
 * @throws Fault `account_gone`, `entry_gone`, `phrasing_personal` {words}, `goldens_full` {max}
 */
export const addGoldens: Action<
  { readonly accountId: string; readonly entryId: string | null; readonly texts: readonly string[] },
  { readonly added: number },
  Store
> = {
  id: "golden.added",
  permission: "knowledge.write",
  async run({ store, actor, at, ids }, { accountId, entryId, texts }) {
    await theAccount(store, accountId);
    if (entryId !== null) await theKnown(store, entryId);
    refusePersonal(texts);
    const goldens = texts
      .map((text) => ({ id: ids(), entryId, text: text.trim(), folded: fold(text) }))
      .filter(({ folded }) => folded !== "");
    const added = await store.trial.addGoldens(accountId, goldens, { at, by: actorName(actor) });
    if ((await store.trial.goldens(accountId)).length > GOLDENS_MAX) {
      const told = `An account has at most ${GOLDENS_MAX} golden questions.`;
      throw new Fault("goldens_full", told, { max: GOLDENS_MAX });
    }
    return {
      result: { added },
      audit: added > 0 ? [{ ...subjectOf(accountId, entryId), data: { added } }] : [],
    };
  },
};

/** @throws Fault `golden_gone` */
export const removeGolden: Action<{ readonly id: string }, { readonly removed: true }, Store> = {
  id: "golden.removed",
  permission: "knowledge.write",
  async run({ store }, { id }) {
    const golden = await store.trial.golden(id);
    if (golden === undefined || !(await store.trial.removeGolden(id))) {
      throw new Fault("golden_gone", "There is no such golden question any more.");
    }
    const { entryId, accountId } = golden;
    return { result: { removed: true }, audit: [subjectOf(accountId, entryId)] };
  },
};

const subjectOf = (accountId: string, entryId: string | null) =>
  entryId === null ? { subject: "account", subjectId: accountId } : { subject: "entry", subjectId: entryId };
