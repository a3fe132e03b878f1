import { buildMatcher, match } from "../../src/core/answer/matcher.ts";
import type { Entry } from "../../src/core/knowledge/entry.ts";

/** Best first, at most five; how sure it is of the first, in whatever measure it has. */
export type Guess = { readonly top: readonly string[]; readonly confidence: number };

/** What can learn a knowledge and be asked. */
export type Engine = {
  readonly name: string;
  readonly learn: (
    entries: readonly Entry[],
  ) => Promise<(query: string) => Guess | Promise<Guess>> | ((query: string) => Guess);
};

const TOP_MAX = 5;

export const ours: Engine = {
  name: "seatbridge",
  learn(entries) {
    const matcher = buildMatcher(entries);
    return (query) => {
      const matches = match(matcher, query, TOP_MAX);
      return { top: matches.map(({ entry }) => entry.id), confidence: matches[0]?.score ?? 0 };
    };
  },
};
