import { actorName, admit } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, ActionContext, Outcome } from "../action.ts";
import { publishOne } from "../knowledge/publish.ts";
import { type LimitOf, theKnown } from "../knowledge/rules.ts";
import type { LearningAct } from "./ports.ts";
import { admitLearner, type Store } from "./rules.ts";

type Undone = { readonly undone: boolean };
type Told = Pick<Outcome<Undone>, "audit" | "wakes">;

/**
 * 撤销: its questions are open again; what it published is brought back to the version before, as a new one, and what it
 * wrote into a draft is taken out. Not where somebody has gone on from there: her work would be undone with it.
 * @throws Fault `forbidden`, `learning_act_gone`, `learning_undo_late`, and those of publishing
 */
export const undoLearning = (limitOf: LimitOf): Action<{ readonly id: string }, Undone, Store> => ({
  id: "learning.undone",
  permission: "knowledge.write",
  async run(context, { id }) {
    const { store, actor, at } = context;
    const act = await store.learning.act(id);
    if (act === undefined) throw gone();
    await admitLearner(store, actor, act.accountId);
    const told = act.entryId === null ? { audit: [] } : await undoEntry(context, limitOf, act, act.entryId);
    if (!(await store.learning.undo(id, at))) throw gone();
    const subject =
      act.entryId === null
        ? { subject: "account", subjectId: act.accountId }
        : { subject: "entry", subjectId: act.entryId };
    return { result: { undone: true }, audit: [subject, ...told.audit], wakes: told.wakes ?? [] };
  },
});

async function undoEntry(
  context: ActionContext<Store>,
  limitOf: LimitOf,
  act: LearningAct,
  entryId: string,
): Promise<Told> {
  const { store, actor, at, ids } = context;
  const { draft, published, was } = act;
  if (draft !== null) await undoDraft(context, act, entryId, draft);
  if (published === null) return { audit: [] };
  admit(actor, "knowledge.publish");
  const known = await theKnown(store, entryId);
  const before = was === null ? undefined : await store.knowledge.version(entryId, was);
  if (known.published !== published || before === undefined) throw late();
  const one = { writing: before.writing, draft: undefined, restores: was, gate: "free" as const };
  const outcome = await publishOne({ store, limitOf, actor, at, ids }, known, one);
  if ("refusal" in outcome) throw outcome.refusal;
  const audit = outcome.audit.map((entry) => ({ ...entry, action: "entry.rolled_back" }));
  return { audit, wakes: outcome.wakes ?? [] };
}

async function undoDraft(
  { store, actor, at }: ActionContext<Store>,
  { added, drafted }: LearningAct,
  entryId: string,
  version: number,
): Promise<void> {
  const known = await theKnown(store, entryId).catch(() => undefined);
  const draft = await store.knowledge.draft(entryId);
  if (known === undefined || draft?.version !== version) throw late();
  const { writing } = draft;
  const phrasings = writing.phrasings.slice(0, writing.phrasings.length - added);
  const isDone = drafted
    ? await store.knowledge.discard(entryId, version)
    : await store.knowledge.save(known, { ...writing, phrasings }, version, { at, by: actorName(actor) });
  if (!isDone) throw late();
}

const gone = (): Fault => new Fault("learning_act_gone", "That was taken back already.");
const late = (): Fault =>
  new Fault("learning_undo_late", "Somebody has gone on from there. Change the entry itself.");
