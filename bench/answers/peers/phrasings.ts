import type { Entry } from "../../../src/core/knowledge/entry.ts";
import type { Guess } from "../engine.ts";

/** Each phrasing with its entry's id: what a search engine calls a document. */
export const phrasingsOf = (entries: readonly Entry[]) =>
  entries.flatMap(({ id, title, phrasings }) => [title, ...phrasings].map((text) => ({ intent: id, text })));

/** Words, and of Han characters each one and each pair: without a dictionary the best that engines are given. */
export function tokensOf(text: string): readonly string[] {
  const runs = text.toLowerCase().match(/\p{Script=Han}+|[\p{L}\p{N}]+/gu) ?? [];
  return runs.flatMap((run) => {
    if (!/\p{Script=Han}/u.test(run)) return [run];
    const characters = Array.from(run);
    return [...characters, ...characters.slice(1).map((next, n) => `${characters[n]}${next}`)];
  });
}

/** The best entries of ranked phrasings: each counts by its best. */
export function guessOf(ranked: readonly { readonly intent: string; readonly score: number }[]): Guess {
  const top: string[] = [];
  for (const { intent } of ranked) {
    if (top.length === 5) break;
    if (!top.includes(intent)) top.push(intent);
  }
  return { top, confidence: ranked[0]?.score ?? 0 };
}
