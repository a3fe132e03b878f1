import { actorName, may } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { QuestionRef } from "../../core/learning/question.ts";
import type { Action, ActionContext, Outcome, Query } from "../action.ts";
import type { Draft, Known } from "../knowledge/ports.ts";
import { publishOne } from "../knowledge/publish.ts";
import { type LimitOf, overtaken, theKnown } from "../knowledge/rules.ts";
import { tickTodos } from "../todo/tick.ts";
import type { Trying } from "../trial/ports.ts";
import type { LearningAct } from "./ports.ts";
import {
  admitLearner,
  decideOn,
  type Done,
  NOTHING_DONE,
  refusePersonal,
  type Store,
  withPhrasings,
} from "./rules.ts";

type Given = {
  readonly accountId: string;
  readonly entryId: string;
  /** As whoever merges words them. */
  readonly phrasings: readonly string[];
  readonly questions: readonly QuestionRef[];
};

type Merged = Pick<LearningAct, "was" | "published" | "draft" | "added" | "drafted"> &
  Pick<Outcome<Done>, "audit" | "wakes">;

/**
 * 合并: the questions become phrasings of an entry. Who may publish publishes them at once, by the rules of publishing; who
 * may only write leaves them in its draft, which then waits to be looked over. A draft that somebody is writing gets them,
 * too, or publishing it would take them away again.
 * @throws Fault `forbidden`, `account_gone`, `entry_gone`, `phrasing_personal` {words}, `entry_full` {max}, `entry_wrong` {n},
 * `entry_words_taken` {words, title}, `version_conflict`, `learning_decided`, `entry_untried`, `entry_worse` {trial, n}
 */
export const mergeQuestions = (limitOf: LimitOf): Action<Given, Done, Store> => ({
  id: "learning.merged",
  permission: "knowledge.write",
  async run(context, { accountId, entryId, phrasings, questions }) {
    const { store, actor, ids } = context;
    await admitLearner(store, actor, accountId);
    refusePersonal(phrasings);
    const known = await theKnown(store, entryId);
    const publishes = known.published !== null && may(actor, "knowledge.publish");
    const { audit, wakes, ...merged } = publishes
      ? await publishMore(context, limitOf, known, accountId, phrasings)
      : await draftMore(context, known, accountId, phrasings);
    await tickTodos({ ...context, limitOf }, [entryId]);
    const id = ids();
    await decideOn(context, { id, accountId, kind: "merged", entryId, ...merged }, questions);
    const data = { questions: questions.length, added: merged.added };
    return {
      result: { act: id, entryId, published: merged.published !== null || merged.draft === null },
      audit: [{ subject: "entry", subjectId: entryId, data }, ...audit],
      wakes: wakes ?? [],
    };
  },
});

/** What merging would publish, as something to try out. @throws Fault `entry_gone`, `entry_full` {max} */
export const mergeToTry: Query<Pick<Given, "entryId" | "phrasings">, readonly Trying[], Store> = {
  permission: "knowledge.write",
  async ask({ store }, { entryId, phrasings }) {
    const known = await theKnown(store, entryId);
    const live =
      known.published === null ? undefined : await store.knowledge.version(entryId, known.published);
    if (live === undefined) throw overtaken();
    const { writing } = withPhrasings(live.writing, phrasings);
    return [{ entryId, accountId: known.accountId, writing }];
  },
};

async function publishMore(
  context: ActionContext<Store>,
  limitOf: LimitOf,
  known: Known,
  accountId: string,
  phrasings: readonly string[],
): Promise<Merged> {
  const { store, actor, at, ids } = context;
  const was = known.published;
  const live = was === null ? undefined : await store.knowledge.version(known.id, was);
  if (live === undefined) throw overtaken();
  refuseElsewhere(known, live.writing.accountIds, accountId);
  const more = withPhrasings(live.writing, phrasings);
  const draft = await store.knowledge.draft(known.id);
  const inDraft = draft && (await addToDraft(context, known, draft, phrasings));
  const left = inDraft ?? { draft: null, added: more.added };
  if (more.added === 0) return { ...NOTHING_DONE, ...left, audit: [] };
  const one = { writing: more.writing, draft: undefined, restores: null, gate: {} };
  const outcome = await publishOne({ store, limitOf, actor, at, ids }, known, one);
  if ("refusal" in outcome) throw outcome.refusal;
  const audit = outcome.audit.map((entry) => ({ ...entry, action: "entry.published" }));
  const { published } = outcome.result;
  return { ...left, was, published, drafted: false, audit, wakes: outcome.wakes ?? [] };
}

async function draftMore(
  context: ActionContext<Store>,
  known: Known,
  accountId: string,
  phrasings: readonly string[],
): Promise<Merged> {
  const { store, actor, at } = context;
  const { id } = known;
  const stamp = { at, by: actorName(actor) };
  const draft = await store.knowledge.draft(id);
  const versions = await store.knowledge.versions(id);
  const newest = versions.find(({ number }) => number === known.published) ?? versions[0];
  const base = draft?.writing ?? newest?.writing;
  if (base === undefined) throw new Fault("entry_gone", "There is no such entry any more.");
  refuseElsewhere(known, base.accountIds, accountId);
  const more = withPhrasings(base, phrasings);
  if (more.added === 0) return { ...NOTHING_DONE, audit: [] };
  const version = draft?.version ?? 0;
  if (!(await store.knowledge.save(known, more.writing, version, stamp))) throw overtaken();
  if (!(await store.knowledge.review(id, version + 1, stamp))) throw overtaken();
  const left = { draft: version + 2, added: more.added, drafted: draft === undefined };
  return { ...NOTHING_DONE, ...left, audit: [] };
}

/** Undefined where it has them already. Who was to look it over still is. */
async function addToDraft(
  { store, actor, at }: ActionContext<Store>,
  known: Known,
  draft: Draft,
  phrasings: readonly string[],
): Promise<Pick<Merged, "draft" | "added"> | undefined> {
  const stamp = { at, by: actorName(actor) };
  const more = withPhrasings(draft.writing, phrasings);
  if (more.added === 0) return undefined;
  if (!(await store.knowledge.save(known, more.writing, draft.version, stamp))) throw overtaken();
  const saved = draft.version + 1;
  if (draft.review === null) return { draft: saved, added: more.added };
  if (!(await store.knowledge.review(known.id, saved, stamp))) throw overtaken();
  return { draft: saved + 1, added: more.added };
}

/** What does not answer for the account would not help who asked there. */
function refuseElsewhere(known: Known, accountIds: readonly string[], accountId: string): void {
  if (known.accountId === accountId || accountIds.includes(accountId)) return;
  throw new Fault("entry_gone", "There is no such entry any more.");
}
