import type { Engine } from "../engine.ts";
import { guessOf, phrasingsOf, tokensOf } from "./phrasings.ts";

const K1 = 1.2;
const B = 0.75;

/** Okapi BM25 as in the books: what everything else has to be better than. */
export const bm25: Engine = {
  name: "bm25",
  learn(entries) {
    const documents = phrasingsOf(entries).map(({ intent, text }) => ({ intent, tokens: tokensOf(text) }));
    const average = documents.reduce((sum, { tokens }) => sum + tokens.length, 0) / documents.length;
    const postings = new Map<string, Map<number, number>>();
    documents.forEach(({ tokens }, id) => {
      for (const token of tokens) {
        const counts = postings.get(token) ?? new Map<number, number>();
        postings.set(token, counts.set(id, (counts.get(id) ?? 0) + 1));
      }
    });
    return (query) => {
      const scores = new Map<number, number>();
      for (const token of tokensOf(query)) {
        const counts = postings.get(token) ?? new Map<number, number>();
        const rarity = Math.log(1 + (documents.length - counts.size + 0.5) / (counts.size + 0.5));
        for (const [id, count] of counts) {
          const length = documents[id]?.tokens.length ?? 0;
          const part = (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / average));
          scores.set(id, (scores.get(id) ?? 0) + rarity * part);
        }
      }
      const ranked = [...scores].toSorted(([, one], [, other]) => other - one);
      return guessOf(ranked.map(([id, score]) => ({ intent: documents[id]?.intent ?? "", score })));
    };
  },
};
