import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { z } from "zod";

import { entryOf, readKnowledge, readLines } from "../../scripts/predicting/knowledge.ts";
import type { Entry } from "../../src/core/knowledge/entry.ts";

export type Question = {
  readonly query: string;
  readonly intent: string;
  /** What was done to the question mechanically: "trad", "pinyin", … */
  readonly noise?: string | undefined;
};

export type QuestionSet = {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly questions: readonly Question[];
  /** The same questions, disturbed; none where the set has no such twin. */
  readonly disturbed: readonly Question[];
};

/** Where a set has no questions of its own, each so many-th of its phrasings is held out and asked. */
const HELD_OUT_EACH = 5;

const questionLine = z.object({ query: z.string(), intent: z.string(), noise: z.string().optional() });

/** A folder of one set, or of many: then all of them that questions of one language can be answered by. */
export async function listSets(folder: string): Promise<readonly string[]> {
  if (isSet(folder)) return [folder];
  const names = (await readdir(folder)).toSorted();
  const folders = names.filter((name) => !NO_ANSWERS.test(name)).map((name) => join(folder, name));
  return folders.filter(isSet);
}

/** Labels of feelings and of offence are no knowledge, and pairs ask something else. */
const NO_ANSWERS = /-(?:noisy|pairs|senti)$|-cold$|-ewect$|-eprstmt$/;

const isSet = (folder: string) =>
  existsSync(join(folder, "faq.jsonl")) || existsSync(join(folder, "train.jsonl"));

export async function readSet(folder: string): Promise<QuestionSet> {
  const name = basename(folder);
  const twin = join(dirname(folder), `${name}-noisy`, "dev.jsonl");
  const entries = await readKnowledge(folder);
  const asked = join(folder, "dev.jsonl");
  if (!existsSync(asked)) return { name, ...holdOut(entries), disturbed: [] };
  return {
    name,
    entries,
    questions: await readLines(asked, questionLine),
    disturbed: existsSync(twin) ? await readLines(twin, questionLine) : [],
  };
}

function holdOut(entries: readonly Entry[]): Pick<QuestionSet, "entries" | "questions"> {
  const questions: Question[] = [];
  let count = 0;
  const kept = entries.flatMap(({ id, title, phrasings }) => {
    const rest = [title, ...phrasings].filter((query) => {
      count += 1;
      if (count % HELD_OUT_EACH !== 0) return true;
      questions.push({ query, intent: id });
      return false;
    });
    return rest.length === 0 ? [] : [entryOf(id, rest)];
  });
  return { entries: kept, questions };
}
