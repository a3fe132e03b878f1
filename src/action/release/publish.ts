import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { theAccount } from "../account/rules.ts";
import type { Action, ActionContext } from "../action.ts";
import { type Publishing, publishAll, WAKES } from "../knowledge/publish.ts";
import { type LimitOf, overtaken, type Store as Knowledge, theKnown } from "../knowledge/rules.ts";
import type { Stores } from "../ports.ts";
import type { Released } from "./ports.ts";
import { type ChosenDraft, draftsOf } from "./rules.ts";

type Store = Knowledge & Pick<Stores, "release">;

type Chosen = {
  readonly accountId: string;
  readonly drafts: readonly ChosenDraft[];
  readonly despite?: string | undefined;
};

/**
 * Publishes all of these drafts at once or none: tried out together, kept as one, so that they can be taken back as one.
 * @throws Fault `account_gone`, `version_conflict`, `entry_wrong` {n}, `entry_words_taken` {words, title}, `entry_untried`,
 * `entry_worse` {trial, n}
 */
export const publishDrafts = (
  limitOf: LimitOf,
): Action<Chosen, { readonly id: string; readonly entries: number }, Store> => ({
  id: "release.published",
  permission: "knowledge.publish",
  async run({ store, actor, at, ids }, { accountId, drafts, despite }) {
    await theAccount(store, accountId);
    const found = await draftsOf(store, accountId, drafts);
    if (found.length < new Set(drafts.map(({ id }) => id)).size || found.some(({ isSeen }) => !isSeen)) {
      throw overtaken();
    }
    const all = found.map((known): Publishing => ({
      known,
      writing: known.writing,
      draft: known.version,
      restores: null,
    }));
    const gate = { despite };
    const {
      numbers,
      trial,
      despite: reason,
    } = await publishAll({ store, limitOf, actor, at, ids }, all, gate);
    const entries = found.map(({ id: entryId, published: was }, n) => {
      return { entryId, version: numbers[n] ?? 0, was };
    });
    const id = ids();
    await store.release.begin({ id, accountId, entries, trial }, { at, by: actorName(actor) });
    const data = {
      release: id,
      entries: entries.length,
      ...(trial !== undefined && { trial, ...(reason !== undefined && { despite: true }) }),
    };
    return {
      result: { id, entries: entries.length },
      audit: [{ subject: "account", subjectId: accountId, data }],
      wakes: WAKES,
    };
  },
});

type Undone = { readonly undone: number; readonly left: number };

/**
 * Takes back what was published together: what answered before answers again, what is taken back is a draft again. Of what
 * somebody has published anew since, nothing is changed (`left`).
 * @throws Fault `release_gone`, `release_undone`, `entry_words_taken` {words, title}
 */
export const undoRelease = (limitOf: LimitOf): Action<{ readonly id: string }, Undone, Store> => ({
  id: "release.undone",
  permission: "knowledge.publish",
  async run(context, { id }) {
    const { store, actor, at } = context;
    const release = await store.release.byId(id);
    if (release === undefined) throw new Fault("release_gone", "There is no such publication.");
    const stamp = { at, by: actorName(actor) };
    if (!(await store.release.undo(id, stamp))) {
      throw new Fault("release_undone", "It was taken back already.");
    }
    const back: Publishing[] = [];
    let undone = 0;
    for (const released of release.entries) {
      const one = await takeOut(context, released);
      if (one === undefined) continue;
      undone += 1;
      if (one !== "withdrawn") back.push(one);
    }
    await publishAll({ ...context, limitOf }, back, "free");
    const left = release.entries.length - undone;
    return {
      result: { undone, left },
      audit: [{ subject: "account", subjectId: release.accountId, data: { release: id, undone, left } }],
      wakes: WAKES,
    };
  },
});

/** Undefined: it answers otherwise by now. What it was before is still to be published. */
async function takeOut(
  { store, actor, at }: ActionContext<Store>,
  { entryId, version, was }: Released,
): Promise<Publishing | "withdrawn" | undefined> {
  const known = await theKnown(store, entryId);
  const taken = await store.knowledge.version(entryId, version);
  if (known.published !== version || taken === undefined) return undefined;
  // Nothing where somebody is writing it already.
  await store.knowledge.save(known, taken.writing, 0, { at, by: actorName(actor) });
  const before = was === null ? undefined : await store.knowledge.version(entryId, was);
  if (before !== undefined) {
    return { known, writing: before.writing, draft: undefined, restores: before.number, isBack: true };
  }
  await store.canary.stop(entryId, at);
  if (!(await store.knowledge.withdraw(entryId, version))) throw overtaken();
  return "withdrawn";
}
