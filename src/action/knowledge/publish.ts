import { type Actor, actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Ids } from "../../core/kernel/id.ts";
import { HOUR, type Instant } from "../../core/kernel/instant.ts";
import type { Action, Outcome } from "../action.ts";
import { foldedOf } from "../../core/knowledge/writing.ts";
import { type Gate, theTrial } from "../trial/gate.ts";
import { type ShownEntry, shownEntry } from "./look.ts";
import { tickTodos } from "../todo/tick.ts";
import type { Known, Publication } from "./ports.ts";
import {
  createProblemsIn,
  type LimitOf,
  overtaken,
  refuseGoneAccounts,
  refuseTakenWords,
  type Store,
  theDraft,
  theKnown,
} from "./rules.ts";

type Id = { readonly id: string };
/** `published`: what she has seen to be published; null: nothing. */
type Seen = Id & { readonly published: number | null };

type DraftSeen = Id & {
  readonly version: number;
  readonly despite?: string | undefined;
  readonly canary?: CanaryWish | undefined;
};

/** Every node learns anew. */
export const WAKES = ["knowledge"];

/**
 * Publishes the draft that she has seen: from then on the bot answers by it. `despite`: why, although the trial speaks
 * against it.
 * @throws Fault `entry_gone`, `version_conflict`, `entry_wrong` {n}, `entry_words_taken` {words, title}, `entry_untried`,
 * `entry_worse` {trial, n}, `canary_running`
 */
export const publishDraft = (limitOf: LimitOf): Action<DraftSeen, ShownEntry, Store> => ({
  id: "entry.published",
  permission: "knowledge.publish",
  async run({ store, actor, at, ids }, { id, version, despite, canary }) {
    const known = await theKnown(store, id);
    const { writing } = await theDraft(store, id, version);
    const one = { writing, draft: version, restores: null, gate: { despite }, canary };
    return publishOne({ store, limitOf, actor, at, ids }, known, one);
  },
});

/**
 * Brings an older version back, as a new one: what was said in between can still be read. A draft stays.
 * @throws Fault `entry_gone`, `entry_version_gone`, `version_conflict`, `entry_wrong` {n}, `entry_words_taken` {words, title}
 */
export const rollBack = (limitOf: LimitOf): Action<Seen & { readonly to: number }, ShownEntry, Store> => ({
  id: "entry.rolled_back",
  permission: "knowledge.publish",
  async run({ store, actor, at, ids }, { id, published, to }) {
    const known = await theKnown(store, id);
    if (known.published !== published) throw overtaken();
    const version = await store.knowledge.version(id, to);
    if (version === undefined)
      throw new Fault("entry_version_gone", "There is no such version of the entry.");
    const one = { writing: version.writing, draft: undefined, restores: to, gate: "free" as const };
    return publishOne({ store, limitOf, actor, at, ids }, known, one);
  },
});

/** Takes it from the bot; its versions stay. @throws Fault `entry_gone`, `version_conflict` */
export const withdrawEntry = (limitOf: LimitOf): Action<Seen, ShownEntry, Store> => ({
  id: "entry.withdrawn",
  permission: "knowledge.publish",
  async run({ store, actor, at }, { id, published }) {
    const known = await theKnown(store, id);
    if (published === null || known.published !== published) throw overtaken();
    if (!(await store.knowledge.withdraw(id, published))) throw overtaken();
    await store.canary.stop(id, at);
    await tickTodos({ store, limitOf, actor, at }, [id]);
    return {
      result: await shownEntry(store, limitOf, id, at),
      audit: [{ subject: "entry", subjectId: id, data: { version: published } }],
      wakes: WAKES,
    };
  },
});

export type Doing = {
  readonly store: Store;
  readonly limitOf: LimitOf;
  readonly actor: Actor;
  readonly at: Instant;
  readonly ids: Ids;
};

/** To how large a part of the conversations, 0..1, and for how long. */
export type CanaryWish = { readonly share: number; readonly hours: number };

/** `isBack`: it answered like this before, and may again, whatever is thought of its words by now. */
export type Publishing = Pick<Publication, "draft" | "restores" | "writing" | "beside"> & {
  readonly known: Known;
  readonly isBack?: true;
};

type Published = {
  /** In the order of what was to be published. */
  readonly numbers: readonly number[];
  readonly trial: string | undefined;
  readonly despite: string | undefined;
};

/**
 * Publishes all of these or none: each within the rules, none with words of another's, all tried out together.
 * @throws Fault `account_gone`, `entry_wrong` {n}, `entry_words_taken` {words, title}, `entry_untried`, `entry_worse` {trial, n}
 */
export async function publishAll(doing: Doing, all: readonly Publishing[], gate: Gate): Promise<Published> {
  const { store, actor, at } = doing;
  await refuseWrong(doing, all);
  const claims = all.map(({ known: { id, accountId, published }, writing }) => ({
    id,
    accountId,
    published,
    writing,
  }));
  await refuseTakenWords(store, claims);
  // Whoever publishes next waits for this one: what it was tried beside is what it will stand beside.
  const trial = await theTrial(store, claims, gate);
  const numbers: number[] = [];
  for (const { known, writing, draft, restores, beside } of all) {
    const { id, accountId, published: was } = known;
    await store.canary.stop(id, at);
    const one = { writing, draft, restores, ...(beside === true && { beside }) };
    const publication = { ...one, id, accountId, folded: foldedOf(writing), was };
    numbers.push(await store.knowledge.publish(publication, { at, by: actorName(actor) }));
  }
  const despite = gate === "free" || trial?.doubts.length === 0 ? undefined : gate.despite;
  if (trial !== undefined) await store.trial.published(trial.id, numbers[0] ?? 0, despite ?? null);
  await tickTodos(
    doing,
    all.map(({ known: { id } }) => id),
  );
  return { numbers, trial: trial?.id, despite };
}

async function refuseWrong({ store, limitOf, at }: Doing, all: readonly Publishing[]): Promise<void> {
  const problemsIn = await createProblemsIn(store, limitOf);
  let n = 0;
  for (const { known, writing, isBack } of all) {
    if (isBack === true) continue;
    await refuseGoneAccounts(store, writing);
    n += problemsIn({ accountId: known.accountId, writing, at }).filter(({ blocks }) => blocks).length;
  }
  if (n > 0) throw new Fault("entry_wrong", `The entry has ${n} things that have to be mended first.`, { n });
}

type One = Pick<Publication, "draft" | "restores" | "writing"> & {
  readonly gate: Gate;
  readonly canary?: CanaryWish | undefined;
};

/** @throws Fault as publishing all, and `canary_running` */
export async function publishOne(
  doing: Doing,
  known: Known,
  { gate, canary, ...one }: One,
): Promise<Outcome<ShownEntry>> {
  const { store, limitOf, at } = doing;
  const beside = canary === undefined ? {} : { beside: true as const };
  const { numbers, trial, despite } = await publishAll(doing, [{ known, ...one, ...beside }], gate);
  const version = numbers[0] ?? 0;
  if (canary !== undefined) await startCanary(doing, known, version, canary);
  const data = {
    version,
    ...canary,
    ...(one.restores !== null && { restores: one.restores }),
    ...(trial !== undefined && { trial, ...(despite !== undefined && { despite: true }) }),
  };
  return {
    result: await shownEntry(store, limitOf, known.id, at),
    audit: [{ subject: "entry", subjectId: known.id, data }],
    wakes: WAKES,
  };
}

/** @throws Fault `canary_running`: two at once could not be told apart by what they do */
async function startCanary(
  { store, actor, at, ids }: Doing,
  { id: entryId, accountId, published: was }: Known,
  version: number,
  { share, hours }: CanaryWish,
): Promise<void> {
  const canary = { id: ids(), entryId, accountId, version, was, share, endsAt: at + hours * HOUR };
  if (await store.canary.start(canary, { at, by: actorName(actor) })) return;
  throw new Fault("canary_running", "Another entry of this account answers a part of its customers already.");
}
