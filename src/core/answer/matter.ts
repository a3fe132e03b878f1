import type { Lane } from "../queue/lane.ts";
import { foldSigns } from "./fold.ts";
import type { RiskRule } from "./risk.ts";
import type { Matters } from "./words/own.ts";

/** What a text says of her matter, and by which of its words; `lane` undefined: nothing does, so it is the usual one. */
export type Matter = {
  readonly lane: Lane | undefined;
  readonly risk: RiskRule | undefined;
  readonly words: string | undefined;
  /** It is a word that the house has added. */
  readonly isOwn: boolean;
};

/** As the bot hears it: danger before all else. */
export function matterOf(text: string, matters: Matters): Matter {
  const found = matters.find(foldSigns(text));
  return { lane: found?.lane, risk: found?.rule, words: found?.words, isOwn: found?.own !== undefined };
}
