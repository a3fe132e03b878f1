import type { OwnWord } from "../../core/answer/words/own.ts";
import type { Instant } from "../../core/kernel/instant.ts";

/** Who did it, and when. */
export type Done = { readonly at: Instant; readonly by: string };

/** Those in use, in the order in which they came; `changes` counts up with each that comes or goes. */
export type OwnWords = { readonly words: readonly OwnWord[]; readonly changes: number };

export type LaneWordStore = {
  readonly read: () => Promise<OwnWords>;
  /** The same, with nobody else adding or taking out any meanwhile. */
  readonly lock: () => Promise<OwnWords>;
  readonly add: (word: OwnWord, done: Done) => Promise<void>;
  readonly remove: (id: string, done: Done) => Promise<void>;
};
