import { setImmediate as turn } from "node:timers/promises";

import type { LimitOf } from "../../../action/knowledge/rules.ts";
import { beginEntry, ignoreQuestions } from "../../../action/learning/decide.ts";
import { mergeQuestions, mergeToTry } from "../../../action/learning/merge.ts";
import { createReadLearning, type KnowerOf } from "../../../action/learning/read-learning.ts";
import { undoLearning } from "../../../action/learning/undo.ts";
import type { Channel } from "../../../flow/channel.ts";
import { acts, asks, type Route } from "../../api/route.ts";
import * as learning from "../../contract/knowledge/learning.ts";
import { publishes, type TryOut } from "./trial.ts";

const NEAREST_MAX = 3;

/** What the bot is to learn from. */
export function learningRoutes(
  channelOf: (accountId: string) => Channel | undefined,
  limitOf: LimitOf,
  tryOut: TryOut,
): readonly Route[] {
  const knowerOf: KnowerOf = (accountId) => {
    const channel = channelOf(accountId);
    if (channel === undefined) return undefined;
    const { matcher, desk } = channel;
    return {
      knows: (folded) => matcher.exactly(folded)?.entry,
      nearest: (folded) =>
        matcher
          .matchFolded(folded, NEAREST_MAX)
          .map(({ entry: { id, title }, score }) => ({ id, title, score })),
      threshold: desk.settings["answer.threshold"],
      askFrom: desk.settings["answer.askFrom"],
    };
  };
  return [
    asks(
      learning.readLearning,
      createReadLearning(knowerOf, () => turn()),
    ),
    publishes(learning.mergeQuestions, { action: mergeQuestions(limitOf), toTry: mergeToTry, tryOut }),
    acts(learning.beginEntry, beginEntry),
    acts(learning.ignoreQuestions, ignoreQuestions),
    acts(learning.undoLearning, undoLearning(limitOf)),
  ];
}
