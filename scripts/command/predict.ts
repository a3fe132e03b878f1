import { z } from "zod";

import { buildMatcher, match } from "../../src/core/answer/matcher.ts";
import { readKnowledge, readLines } from "../predicting/knowledge.ts";

const usage = `Usage: npm run predict -- <folder> <queries.jsonl>

Builds the knowledge from the folder's faq.jsonl {intent, questions} or train*.jsonl {intent, query}, asks it each
{id, query} of the file, and prints one JSON line each: {id, top: [{intent, score} × 5], confidence}. The confidence is
the probability that the first of them is right; near 0 where the question is nobody's.`;

const TOP_MAX = 5;
const queryLine = z.object({ id: z.string(), query: z.string() });

export async function run(
  args: readonly string[],
  print: (line: string) => void = printLine,
): Promise<number> {
  const [folder, queries, ...more] = args;
  if (folder === undefined || queries === undefined || more.length > 0 || args.includes("--help")) {
    print(usage);
    return args.includes("--help") ? 0 : 1;
  }
  const matcher = buildMatcher(await readKnowledge(folder));
  for (const { id, query } of await readLines(queries, queryLine)) {
    const matches = match(matcher, query, TOP_MAX);
    const top = matches.map(({ entry, score }) => ({ intent: entry.id, score }));
    print(JSON.stringify({ id, top, confidence: matches[0]?.score ?? 0 }));
  }
  return 0;
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
