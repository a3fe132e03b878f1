import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { type AnswerLimit, type Problem, problemsOf } from "../../core/knowledge/problems.ts";
import { foldedOf, type Writing } from "../../core/knowledge/writing.ts";
import { wordsOf } from "../../core/social/gate.ts";
import type { Stores } from "../ports.ts";
import type { Draft, Known } from "./ports.ts";

export type Store = Pick<Stores, "knowledge" | "account" | "setting" | "assist" | "trial" | "canary">;

/** How long one message of an account may be; undefined: it is not connected. */
export type LimitOf = (accountId: string) => AnswerLimit | undefined;

/** @throws Fault `entry_gone` */
export async function theKnown(store: Pick<Store, "knowledge">, id: string): Promise<Known> {
  const known = await store.knowledge.known(id);
  if (known === undefined) throw new Fault("entry_gone", "There is no such entry any more.");
  return known;
}

/** The draft that she has seen. @throws Fault `version_conflict` */
export async function theDraft(store: Pick<Store, "knowledge">, id: string, version: number): Promise<Draft> {
  const draft = await store.knowledge.draft(id);
  if (draft?.version !== version) throw overtaken();
  return draft;
}

export const overtaken = (): Fault =>
  new Fault("version_conflict", "Somebody changed this meanwhile. Look again, then repeat it.");

/** @throws Fault `account_gone` where it is to answer for one that is not there */
export async function refuseGoneAccounts(store: Store, { accountIds }: Writing): Promise<void> {
  if (accountIds.length === 0) return;
  const there = new Set((await store.account.list()).map(({ id }) => id));
  if (accountIds.every((id) => there.has(id))) return;
  throw new Fault("account_gone", "There is no such account.");
}

type Judged = { readonly accountId: string; readonly writing: Writing; readonly at: Instant };

export const problemsIn = async (
  store: Store,
  limitOf: LimitOf,
  judged: Judged,
): Promise<readonly Problem[]> => (await createProblemsIn(store, limitOf))(judged);

/** The same of many: the rules are read once. */
export async function createProblemsIn(
  store: Store,
  limitOf: LimitOf,
): Promise<(judged: Judged) => readonly Problem[]> {
  const banned = wordsOf((await store.setting.read())["social.bannedPromises"]);
  return ({ accountId, writing, at }) => {
    const limits = [accountId, ...writing.accountIds].flatMap((id) => limitOf(id) ?? []);
    const byPlatform = new Map(limits.map((limit) => [limit.platform, limit]));
    return problemsOf(writing, { at, limits: [...byPlatform.values()], banned });
  };
}

/**
 * The words of it, where no other entry has any of them on any of its accounts. Whoever publishes next waits until this
 * one has: both would be asked about by the same words.
 * @throws Fault `entry_words_taken` {words, title}
 */
export async function refuseTakenWords(
  store: Pick<Store, "knowledge">,
  id: string,
  accountId: string,
  writing: Pick<Writing, "title" | "phrasings" | "accountIds">,
): Promise<readonly string[]> {
  const folded = foldedOf(writing);
  const own = new Map(
    [writing.title, ...writing.phrasings].map((words) => [
      foldedOf({ title: words, phrasings: [] })[0],
      words,
    ]),
  );
  for (const owner of await store.knowledge.owners([accountId, ...writing.accountIds], folded, id)) {
    const shared = (owner.folded ?? foldedOf(owner)).find((words) => own.has(words));
    if (shared === undefined) continue;
    const words = own.get(shared) ?? shared;
    const { title } = owner;
    throw new Fault("entry_words_taken", `${title} has the phrasing ${words} already.`, { words, title });
  }
  return folded;
}
