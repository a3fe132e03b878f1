import { CHECK_MS_MAX, CHECK_WORD_MS_MAX, checkOf, type CheckStep } from "../../core/channel/check.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { Check } from "./ports.ts";

type Store = Pick<Stores, "account" | "check">;

/** `ms`: since the first step whose moment is known. */
export type ShownStep = Pick<CheckStep, "step" | "state"> & {
  readonly ms: number | null;
  readonly code: string | null;
  readonly detail: string | null;
};

export type ShownCheck = {
  readonly id: string;
  readonly startedAt: string;
  /** A word that comes later is not followed. */
  readonly wordUntil: string;
  readonly over: boolean;
  readonly steps: readonly ShownStep[];
};

/**
 * From now on the next word that a fan writes to the account is followed, on whichever node it arrives.
 * @throws Fault `account_gone`, `account_is_off`
 */
export const startCheck: Action<{ readonly id: string }, ShownCheck, Store> = {
  id: "account.checked",
  permission: "account.write",
  async run({ store, at, ids }, { id: accountId }) {
    const account = await theAccount(store, accountId);
    if (account.state === "off") throw new Fault("account_is_off", "The account is switched off.");
    const id = ids();
    await store.check.start({ id, accountId, until: at + CHECK_MS_MAX }, at);
    return {
      result: shownCheck({ id, startedAt: at, notes: [], word: undefined }, at),
      audit: [{ subject: "account", subjectId: accountId }],
      wakes: ["check"],
    };
  },
};

/**
 * The account's last check, as far as its word has come by now; null where there was none.
 * @throws Fault `account_gone`
 */
export const readCheck: Query<{ readonly id: string }, { readonly check: ShownCheck | null }, Store> = {
  permission: "account.write",
  async ask({ store, at }, { id }) {
    await theAccount(store, id);
    const check = await store.check.last(id);
    return { check: check === undefined ? null : shownCheck(check, at) };
  },
};

function shownCheck(check: Check, now: Instant): ShownCheck {
  const { id, startedAt } = check;
  const { over, steps } = checkOf(check, now);
  const first = steps.find(({ at }) => at !== undefined)?.at ?? 0;
  return {
    id,
    startedAt: new Date(startedAt).toISOString(),
    wordUntil: new Date(startedAt + CHECK_WORD_MS_MAX).toISOString(),
    over,
    steps: steps.map(({ step, state, at, code = null, detail = null }) => ({
      step,
      state,
      ms: at === undefined ? null : at - first,
      code,
      detail,
    })),
  };
}
