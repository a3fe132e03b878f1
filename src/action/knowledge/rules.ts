import { fold } from "../../core/answer/fold.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import { type AnswerLimit, type Problem, problemsOf } from "../../core/knowledge/problems.ts";
import { foldedOf, type Writing } from "../../core/knowledge/writing.ts";
import { wordsOf } from "../../core/social/gate.ts";
import type { Stores } from "../ports.ts";
import type { Draft, Known } from "./ports.ts";

export type Store = Pick<
  Stores,
  "knowledge" | "account" | "setting" | "assist" | "trial" | "canary" | "todo"
>;

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

/** One that is to own its words. */
export type Claim = {
  readonly id: string;
  readonly accountId: string;
  readonly writing: Pick<Writing, "title" | "phrasings" | "accountIds">;
};
/** Words that another entry has on one of the same accounts. */
export type Taken = { readonly words: string; readonly title: string };

/**
 * Of each, what another entry has already, published or claimed with it. Whoever publishes next waits until this one
 * has: both would be asked about by the same words.
 */
export async function takenWords(
  store: Pick<Store, "knowledge">,
  claims: readonly Claim[],
): Promise<ReadonlyMap<string, Taken>> {
  const taken = new Map<string, Taken>();
  const claimed: {
    readonly on: readonly string[];
    readonly title: string;
    readonly folded: readonly string[];
  }[] = [];
  const ids = claims.map(({ id }) => id);
  for (const [accountIds, those] of groupedByAccounts(claims)) {
    const all = those.flatMap(({ writing }) => foldedOf(writing));
    const owners = await store.knowledge.owners(accountIds, all, ids);
    const there = owners.map((owner) => ({ title: owner.title, folded: owner.folded ?? foldedOf(owner) }));
    for (const { id, writing } of those) {
      const folded = foldedOf(writing);
      const rivals = [...there, ...claimed.filter(({ on }) => on.some((one) => accountIds.includes(one)))];
      const found = sharedWith(writing, rivals);
      if (found !== undefined) taken.set(id, found);
      claimed.push({ on: accountIds, title: writing.title, folded });
    }
  }
  return taken;
}

function groupedByAccounts(claims: readonly Claim[]): readonly (readonly [readonly string[], Claim[]])[] {
  const groups = new Map<string, readonly [readonly string[], Claim[]]>();
  for (const claim of claims) {
    const accountIds = [claim.accountId, ...claim.writing.accountIds].toSorted();
    const key = accountIds.join(" ");
    const group = groups.get(key) ?? ([accountIds, []] as const);
    groups.set(key, group);
    group[1].push(claim);
  }
  return [...groups.values()];
}

function sharedWith(
  writing: Claim["writing"],
  rivals: readonly { readonly title: string; readonly folded: readonly string[] }[],
): Taken | undefined {
  const own = new Map([writing.title, ...writing.phrasings].map((words) => [fold(words), words]));
  for (const { title, folded } of rivals) {
    const shared = folded.find((words) => own.has(words));
    if (shared !== undefined) return { words: own.get(shared) ?? shared, title };
  }
  return undefined;
}

/** @throws Fault `entry_words_taken` {words, title} */
export async function refuseTakenWords(
  store: Pick<Store, "knowledge">,
  claims: readonly Claim[],
): Promise<void> {
  const [found] = (await takenWords(store, claims)).values();
  if (found === undefined) return;
  const { words, title } = found;
  throw new Fault("entry_words_taken", `${title} has the phrasing ${words} already.`, { words, title });
}
