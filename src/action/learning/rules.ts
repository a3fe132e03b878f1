import { type Actor, actorName, admit } from "../../core/access/actor.ts";
import { fold } from "../../core/answer/fold.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Instant } from "../../core/kernel/instant.ts";
import type { Writing } from "../../core/knowledge/writing.ts";
import { looksPersonal } from "../../core/learning/personal.ts";
import type { QuestionRef } from "../../core/learning/question.ts";
import { theAccount } from "../account/rules.ts";
import type { Stores } from "../ports.ts";
import type { LearningAct } from "./ports.ts";

export type Store = Pick<
  Stores,
  "account" | "assist" | "knowledge" | "learning" | "setting" | "trial" | "canary" | "todo"
>;

export type Done = {
  /** By which it is taken back. */
  readonly act: string;
  readonly entryId: string | null;
  /** The bot answers by it from now on; else it waits for whoever publishes. */
  readonly published: boolean;
};

/** Whoever decides on fans' words has to be allowed to read them. @throws Fault `forbidden`, `account_gone` */
export async function admitLearner(store: Store, actor: Actor, accountId: string): Promise<void> {
  admit(actor, "contact.read_all");
  await theAccount(store, accountId);
}

/** @throws Fault `phrasing_personal` {words} */
export function refusePersonal(texts: readonly string[]): void {
  const words = texts.find(looksPersonal);
  if (words === undefined) return;
  throw new Fault("phrasing_personal", "This may tell who the customer is. Write it in general words.", {
    words,
  });
}

const PHRASINGS_MAX = 200;

/** The writing with these phrasings behind its own; what it has already is not added. @throws Fault `entry_full` {max} */
export function withPhrasings(
  writing: Writing,
  phrasings: readonly string[],
): { readonly writing: Writing; readonly added: number } {
  const known = new Set([writing.title, ...writing.phrasings].map(fold));
  const added = phrasings.filter((phrasing) => {
    const folded = fold(phrasing);
    return folded !== "" && !known.has(folded) && known.add(folded);
  });
  const all = [...writing.phrasings, ...added];
  if (all.length > PHRASINGS_MAX)
    throw new Fault("entry_full", `An entry has at most ${PHRASINGS_MAX} phrasings.`, { max: PHRASINGS_MAX });
  return { writing: { ...writing, phrasings: all }, added: added.length };
}

type Deciding = { readonly store: Store; readonly actor: Actor; readonly at: Instant };

/** @throws Fault `learning_decided` where any of them is, or is no question of this account's */
export async function decideOn(
  { store, actor, at }: Deciding,
  act: LearningAct,
  questions: readonly QuestionRef[],
): Promise<void> {
  const each = new Map(questions.map((one) => [`${one.conversationId} ${one.seq}`, one]));
  const decided = await store.learning.decide(act, [...each.values()], { at, by: actorName(actor) });
  if (decided === each.size) return;
  throw new Fault("learning_decided", "Somebody has decided on some of these meanwhile. Look again.");
}

export const NOTHING_DONE = { was: null, published: null, draft: null, added: 0, drafted: false } as const;
