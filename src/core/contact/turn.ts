import type { Decision } from "../answer/decide.ts";
import type { Content } from "../channel/content.ts";
import { follow, memoryOf, unreadable, wordsOf } from "./follow.ts";
import { handOver } from "./hand-over.ts";
import { changed, type Hearing, type HearingContext, ignored, turnEnd } from "./hearing.ts";

/**
 * A turn (days, G10): fans write in pieces. What the bot cannot answer at once may be one of them, so it waits for
 * the next, and then answers all of them as one text. What it can answer, it answers, and the turn is over.
 */
export const takesTurns = ({ settings }: HearingContext): boolean => settings["turn.pauseMs"] > 0;

/** Whether more words could make another decision better than this one. */
export function isPiece(decision: Decision): boolean {
  switch (decision.kind) {
    case "greet":
    case "miss":
    case "clarify":
      return true;
    case "hand_over":
      return decision.reason === "missed_twice";
    case "courtesy":
      return decision.rule !== "courtesy";
    case "answer":
      return false;
  }
}

/** Keeps the piece; at the event's `dueAt` the turn is over, unless the fan goes on. */
export function pause(context: HearingContext, rule: string): Hearing {
  const { contact, seq, at, settings } = context;
  const beganAt = contact?.turn?.at ?? at;
  const dueAt = Math.min(at + settings["turn.pauseMs"], beganAt + settings["turn.waitMsMax"]);
  return {
    ...changed(context, { code: "paused", seq, rule, dueAt }),
    outcome: { state: "waiting", rule: "turn" },
  };
}

/** The turn is over: all that the fan has written in it is one text. `seq` of the context is its last message's. */
export function endTurn(pieces: readonly Content[], context: HearingContext): Hearing {
  const text = pieces.flatMap((piece) => wordsOf(piece) ?? []).join(" ");
  if (text === "") return unreadable(pieces, context);
  const decision = context.decide({ text }, memoryOf(context));
  if (decision.kind === "courtesy") return ignored(context, decision.rule, turnEnd(context));
  const hearing = follow(decision, context);
  return isUnsayable(hearing, context)
    ? handOver(context, "answer_undelivered", "no_place", "untold")
    : hearing;
}

/** The bot goes on with her by words that would not reach her: nothing is asked that she could never answer. */
const isUnsayable = ({ contact, say }: Hearing, { hasPlace }: HearingContext): boolean =>
  contact?.state === "bot" && say !== undefined && hasPlace?.(say.class) === false;
