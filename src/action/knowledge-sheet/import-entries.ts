import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { planKnowledge } from "../../core/knowledge/sheet/plan.ts";
import { fingerprintOf } from "../../core/table/fingerprint.ts";
import { theAccount } from "../account/rules.ts";
import type { Action } from "../action.ts";
import { overtaken, type Store } from "../knowledge/rules.ts";
import type { Rows } from "./look.ts";

export type ImportedEntries = {
  readonly made: number;
  readonly changed: number;
  readonly drafts: readonly { readonly row: number; readonly id: string }[];
};

/**
 * Makes drafts of a table, as whoever imports it was shown: in one transaction, all right rows and no other. Nobody is
 * answered by them before they are published, one by one.
 * @throws Fault `account_gone`, `table_outdated` where the knowledge, or the table, is another by now
 */
export const importEntries: Action<Rows & { readonly seen: string }, ImportedEntries, Store> = {
  id: "entry.imported",
  permission: "knowledge.write",
  async run({ store, actor, at, ids }, { accountId, rows, seen }) {
    await theAccount(store, accountId);
    const plan = planKnowledge(rows, await store.knowledge.whole(accountId));
    if (fingerprintOf(plan) !== seen) {
      throw new Fault("table_outdated", "What the table would do is not what was shown. Look at it again.");
    }
    const stamp = { at, by: actorName(actor) };
    const drafts: { row: number; id: string }[] = [];
    for (const { row, id: known, is, writing } of plan.entries) {
      if (is === "same") continue;
      const id = known ?? ids();
      if (!(await store.knowledge.save({ id, accountId }, writing, 0, stamp))) throw overtaken();
      drafts.push({ row, id });
    }
    const made = plan.entries.filter(({ is }) => is === "made").length;
    const counts = { made, changed: drafts.length - made };
    const data = { ...counts, refused: new Set(plan.problems.map(({ row }) => row)).size };
    return {
      result: { ...counts, drafts },
      audit: [{ subject: "account", subjectId: accountId, data }],
    };
  },
};
