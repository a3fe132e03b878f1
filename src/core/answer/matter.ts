import type { Lane } from "../queue/lane.ts";
import { foldSigns } from "./fold.ts";
import { riskFound, type RiskRule } from "./risk.ts";
import { laneFound } from "./words/lanes.ts";

/** What a text says of her matter, and by which of its words; `lane` undefined: nothing does, so it is the usual one. */
export type Matter = {
  readonly lane: Lane | undefined;
  readonly risk: RiskRule | undefined;
  readonly words: string | undefined;
};

/** As the bot hears it: danger before all else. */
export function matterOf(text: string): Matter {
  const signs = foldSigns(text);
  const danger = riskFound(signs);
  if (danger !== undefined) return { lane: "risk", risk: danger.rule, words: danger.words };
  const found = laneFound(signs);
  return { lane: found?.lane, risk: undefined, words: found?.words };
}
