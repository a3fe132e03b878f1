import {
  type Matters,
  type OwnWord,
  OWN_WORD_CHARS_MAX,
  OWN_WORDS_MAX,
  problemOfWord,
  readMatters,
} from "../../core/answer/words/own.ts";
import { actorName } from "../../core/access/actor.ts";
import { Fault } from "../../core/kernel/fault.ts";
import type { Action, Query } from "../action.ts";
import type { Stores } from "../ports.ts";
import type { OwnWords } from "./ports.ts";

type Store = Pick<Stores, "laneWord">;

const REFUSED = {
  long: "lane_word_long",
  short: "lane_word_short",
  pattern: "lane_word_pattern",
  many: "lane_word_many",
  taken: "lane_word_taken",
  known: "lane_word_known",
} as const;

export type ShownWords = { readonly items: readonly OwnWord[]; readonly max: number };

const shown = ({ words }: OwnWords): ShownWords => ({ items: words, max: OWN_WORDS_MAX });

/** By which words matters are told just now. */
export async function mattersNow(store: Store): Promise<Matters> {
  const { words, changes } = await store.laneWord.read();
  return readMatters(words, changes);
}

export const readLaneWords: Query<object, ShownWords, Store> = {
  permission: "queue.read",
  ask: async ({ store }) => shown(await store.laneWord.read()),
};

/**
 * Adds a word that tells a matter; every node knows it within seconds.
 * @throws Fault `lane_word_long`, `lane_word_short`, `lane_word_pattern`, `lane_word_many`, `lane_word_taken`, `lane_word_known`,
 *   `lane_word_rule`: danger needs to be told which, as that decides what is said at once
 */
export const addLaneWord: Action<Omit<OwnWord, "id">, ShownWords, Store> = {
  id: "lane_word.added",
  permission: "queue.write",
  async run({ store, ids, actor, at }, { lane, rule, word: given }) {
    const word = given.trim();
    const { words } = await store.laneWord.lock();
    if ((lane === "risk") !== (rule !== null)) {
      throw new Fault("lane_word_rule", "Say which danger it is, and of no other matter.");
    }
    const problem = problemOfWord({ lane, word }, words);
    if (problem !== undefined) {
      const max = problem === "long" ? OWN_WORD_CHARS_MAX : OWN_WORDS_MAX;
      throw new Fault(REFUSED[problem], `The word cannot be added: ${problem}.`, { word, max });
    }
    const id = ids();
    await store.laneWord.add({ id, lane, rule, word }, { at, by: actorName(actor) });
    return {
      result: shown(await store.laneWord.read()),
      audit: [{ subject: "lane_word", subjectId: id, data: { lane, ...(rule && { rule }) } }],
      wakes: ["knowledge"],
    };
  },
};

/** Takes out a word that the house has added, and no other. @throws Fault `lane_word_gone` */
export const removeLaneWord: Action<{ readonly id: string }, ShownWords, Store> = {
  id: "lane_word.removed",
  permission: "queue.write",
  async run({ store, actor, at }, { id }) {
    const { words } = await store.laneWord.lock();
    const word = words.find((one) => one.id === id);
    if (word === undefined) throw new Fault("lane_word_gone", "This word is not in use any more.");
    await store.laneWord.remove(id, { at, by: actorName(actor) });
    return {
      result: shown(await store.laneWord.read()),
      audit: [{ subject: "lane_word", subjectId: id, data: { lane: word.lane } }],
      wakes: ["knowledge"],
    };
  },
};
