import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { type Planned, planKnowledge } from "../../core/knowledge/sheet/plan.ts";
import { tasksOf, type Todo } from "../../core/knowledge/todo.ts";
import { fingerprintOf } from "../../core/table/fingerprint.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, ActionContext } from "../action.ts";
import type { StoredPicture } from "../knowledge/ports.ts";
import { type LimitOf, overtaken, type Store } from "../knowledge/rules.ts";
import { tickTodos } from "../todo/tick.ts";
import { createTodoIn, type Rows } from "./look.ts";

export type ImportedEntries = {
  readonly made: number;
  readonly changed: number;
  readonly drafts: readonly { readonly row: number; readonly id: string }[];
  /** The list of what is left to do; null: the table changed nothing. */
  readonly setId: string | null;
};

type Given = Rows & {
  readonly seen: string;
  /** What was found about rows beside the plan: who has nearly the same words. */
  readonly found: readonly { readonly row: number; readonly todo: Todo }[];
  /** Pictures that lie on the rows. */
  readonly pictures: readonly StoredPicture[];
};

/**
 * Makes drafts of a table, as whoever imports it was shown: in one transaction, all right rows and no other, with the
 * list of what is left to do about them. Nobody is answered by them before they are published.
 * @throws Fault `account_gone`, `table_outdated` where the knowledge, or the table, is another by now
 */
export const importEntries = (limitOf: LimitOf): Action<Given, ImportedEntries, Store> => ({
  id: "entry.imported",
  permission: "knowledge.write",
  async run(context, { accountId, rows, seen, found, pictures }) {
    const { store, actor, at, ids } = context;
    await theAccount(store, accountId);
    const plan = planKnowledge(rows, await store.knowledge.whole(accountId));
    if (fingerprintOf(plan) !== seen) {
      throw new Fault("table_outdated", "What the table would do is not what was shown. Look at it again.");
    }
    const stamp = { at, by: actorName(actor) };
    await store.knowledge.keepPictures(pictures, stamp);
    const drafts: (Planned & { readonly id: string })[] = [];
    for (const planned of plan.entries) {
      if (planned.is === "same") continue;
      const id = planned.id ?? ids();
      if (!(await store.knowledge.save({ id, accountId }, planned.writing, 0, stamp))) throw overtaken();
      drafts.push({ ...planned, id });
    }
    await tickTodos(
      { store, limitOf, actor, at },
      drafts.map(({ id }) => id),
    );
    const setId = drafts.length === 0 ? null : await beginSet(context, limitOf, accountId, { drafts, found });
    const made = plan.entries.filter(({ is }) => is === "made").length;
    const counts = { made, changed: drafts.length - made };
    const data = { ...counts, refused: new Set(plan.problems.map(({ row }) => row)).size };
    return {
      result: { ...counts, drafts: drafts.map(({ row, id }) => ({ row, id })), setId },
      audit: [{ subject: "account", subjectId: accountId, data }],
    };
  },
});

async function beginSet(
  { store, actor, at, ids }: ActionContext<Store>,
  limitOf: LimitOf,
  accountId: string,
  {
    drafts,
    found,
  }: Pick<Given, "found"> & { readonly drafts: readonly (Planned & { readonly id: string })[] },
): Promise<string> {
  const todoIn = await createTodoIn({ store, at }, limitOf, accountId);
  const foundOf = (row: number): readonly Todo[] =>
    found.filter((one) => one.row === row).map(({ todo }) => todo);
  const tasks = tasksOf(drafts.map((one) => ({ ...one, todo: [...todoIn(one), ...foundOf(one.row)] })));
  const id = ids();
  const set = { id, accountId, entries: drafts, todo: tasks.map((task) => ({ id: ids(), ...task })) };
  await store.todo.begin(set, { at, by: actorName(actor) });
  return id;
}
