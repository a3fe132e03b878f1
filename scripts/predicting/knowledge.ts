import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { z } from "zod";

import type { Entry } from "../../src/core/knowledge/entry.ts";

/** The intent of a question that is nobody's: no entry answers it. */
export const NOBODYS = "__oos__";

const faqLine = z.object({ intent: z.string(), questions: z.array(z.string()).min(1) });
const trainLine = z.object({ intent: z.string(), query: z.string() });

/**
 * The knowledge of a folder of questions: an entry per intent, from `faq.jsonl` {intent, questions} or from every
 * `train*.jsonl` {intent, query}. Questions that are nobody's are left out.
 */
export async function readKnowledge(folder: string): Promise<readonly Entry[]> {
  const names = (await readdir(folder)).toSorted();
  const phrasings = new Map<string, string[]>();
  const add = (intent: string, questions: readonly string[]) => {
    if (intent !== NOBODYS) phrasings.set(intent, [...(phrasings.get(intent) ?? []), ...questions]);
  };
  if (names.includes("faq.jsonl")) {
    for (const line of await readLines(join(folder, "faq.jsonl"), faqLine)) add(line.intent, line.questions);
  } else {
    for (const name of names.filter((one) => /^train.*\.jsonl$/.test(one))) {
      for (const { intent, query } of await readLines(join(folder, name), trainLine)) add(intent, [query]);
    }
  }
  return [...phrasings].map(([intent, questions]) => entryOf(intent, questions));
}

export function entryOf(id: string, [title = id, ...phrasings]: readonly string[]): Entry {
  return { id, version: 1, key: id, title, phrasings, answer: { kind: "text", text: id } };
}

/** @throws an error that names file and line where a line is not of the shape */
export async function readLines<Line>(path: string, shape: z.ZodType<Line>): Promise<readonly Line[]> {
  const lines = (await readFile(path, "utf8")).split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    try {
      return [shape.parse(JSON.parse(line))];
    } catch {
      throw new Error(`${path}, line ${index + 1}: not a line of the expected shape`);
    }
  });
}
