import { buildMatcher, type Matcher } from "../../src/core/answer/matcher.ts";
import type { Entry } from "../../src/core/knowledge/entry.ts";

/** Learns at once, in the test's own thread. */
export const learn = async (_name: string, entries: readonly Entry[]): Promise<Matcher> =>
  buildMatcher(entries);
