import type { Entry } from "../knowledge/entry.ts";
import { fold } from "./fold.ts";
import { buildGramIndex } from "./grams/gram-index.ts";
import { buildRanker } from "./grams/ranker.ts";

export type Match = {
  readonly entry: Entry;
  /** 0..1; 1 only where the folded text is one of the entry's phrasings. */
  readonly score: number;
};

/** Published entries, indexed. */
export type Matcher = {
  readonly entries: readonly Entry[];
  readonly byId: ReadonlyMap<string, Entry>;
  /** Best first, ties by entry id, at most `topMax`, only scores above 0. Takes a text that is folded already. */
  readonly matchFolded: (folded: string, topMax: number) => readonly Match[];
};

/** The title counts as a phrasing. Where two entries share a phrasing, the lower id has it. */
export function buildMatcher(entries: readonly Entry[]): Matcher {
  const sorted = entries.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const texts = sorted.map((entry) => [...new Set([entry.title, ...entry.phrasings].map(fold))]);
  const rank = buildRanker(buildGramIndex(texts));
  const exact = exactPhrasings(sorted, texts);

  return {
    entries,
    byId: new Map(entries.map((entry) => [entry.id, entry])),
    matchFolded(folded, topMax) {
      const matches: Match[] = [];
      const owner = exact.get(folded);
      if (owner !== undefined) matches.push({ entry: owner, score: 1 });
      for (const { entry: index, score } of rank(folded, topMax)) {
        const entry = sorted[index];
        if (entry !== undefined && entry !== owner && matches.length < topMax) matches.push({ entry, score });
      }
      return matches;
    },
  };
}

export function match(matcher: Matcher, text: string, topMax = 3): readonly Match[] {
  return matcher.matchFolded(fold(text), topMax);
}

function exactPhrasings(
  entries: readonly Entry[],
  texts: readonly (readonly string[])[],
): ReadonlyMap<string, Entry> {
  const exact = new Map<string, Entry>();
  entries.forEach((entry, index) => {
    for (const text of texts[index] ?? []) if (text !== "" && !exact.has(text)) exact.set(text, entry);
  });
  return exact;
}
