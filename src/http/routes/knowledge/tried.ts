import { type Decision, EMPTY_MEMORY } from "../../../core/answer/decision.ts";
import type { Instant } from "../../../core/kernel/instant.ts";
import type { Answer } from "../../../core/knowledge/entry.ts";
import type { Said } from "../../../core/conversation/said.ts";
import type { Channel } from "../../../flow/channel.ts";
import type { GivenAnswer } from "../../contract/contract.ts";
import type { tryWords } from "../../contract/knowledge/entry.ts";

/** Decided by the very matcher that answers fans now, as for one who has never written. */
export function tried(channel: Channel, text: string, at: Instant): GivenAnswer<typeof tryWords> {
  const { desk } = channel;
  const decision = desk.decide({ text }, EMPTY_MEMORY);
  const titles = new Map(channel.entries.map(({ id, title }) => [id, title]));
  return {
    kind: decision.kind,
    rule: decision.rule,
    reason: decision.kind === "hand_over" ? decision.reason : null,
    score: "score" in decision ? decision.score : null,
    threshold: desk.settings["answer.threshold"],
    answer: answerOf(decision, channel, at) ?? null,
    top: decision.top.map(({ entryId, version, score }) => ({
      id: entryId,
      title: titles.get(entryId) ?? "",
      version,
      score,
    })),
  };
}

function answerOf(decision: Decision, { desk, contentOf }: Channel, at: Instant): Answer | undefined {
  if (decision.kind !== "answer") return undefined;
  const { id: entryId, version } = decision.entry;
  const said: Said = { kind: "entry", entryId, version };
  const content = contentOf(desk.spoken?.(said, undefined, at) ?? said);
  return content as Answer | undefined;
}
