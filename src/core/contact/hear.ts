import { isClosing, isRating } from "../answer/closing.ts";
import { EMPTY_MEMORY } from "../answer/decision.ts";
import { foldSigns } from "../answer/fold.ts";
import type { Content } from "../channel/content.ts";
import { follow, memoryOf, unreadable, withLane, wordsOf } from "./follow.ts";
import { handOver, keep, recentTalk } from "./hand-over.ts";
import { hearEvent } from "./hear-event.ts";
import { type Hearing, type HearingContext, ignored, type Served } from "./hearing.ts";
import { rate } from "./rating.ts";
import { isPiece, pause, takesTurns } from "./turn.ts";

/** Stands in for a message that could not be taken in after several tries: a person looks after the fan. */
export const DEAD_LETTER: Content = { kind: "unknown", type: "dead_letter", text: "" };

/** Hears one message of a fan: the contact's step, and what is said to it. */
export function hear(content: Content, context: HearingContext): Hearing {
  if (content.kind === "event") return hearEvent(content.event, context);
  if (content === DEAD_LETTER) return dead(context);
  const rated = rate(content, context);
  if (rated !== undefined) return rated;
  const { contact } = context;
  const text = wordsOf(content);
  if (contact !== undefined && contact.state !== "bot") return keep(context, "told", text);
  if (contact === undefined && isBack(context))
    return handOver({ ...context, contact: context.left }, "returned", "returned");
  const talk = contact === undefined ? recentTalk(context) : undefined;
  if (talk !== undefined) return comeBack(text, talk, context);
  if (text === undefined)
    return takesTurns(context) ? pause(context, "unreadable") : unreadable([content], context);
  const decision = context.decide({ text }, memoryOf(context));
  return takesTurns(context) && isPiece(decision) ? pause(context, decision.rule) : follow(decision, context);
}

/**
 * After a talk with a person: thanks, and ratings that nobody has asked for, wake nobody, everything else goes on with that talk, to the same
 * agent where she is there.
 */
function comeBack(text: string | undefined, talk: Served, context: HearingContext): Hearing {
  if (text === undefined) return handOver(context, "reopened", "reopened");
  const decision = context.decide({ text }, EMPTY_MEMORY);
  if (decision.kind === "hand_over" && decision.reason === "risk") return follow(decision, context);
  const signs = foldSigns(text);
  if (decision.kind === "courtesy" || isClosing(text, signs)) return ignored(context, "courtesy");
  const isSoon = context.at - talk.at <= context.settings["contact.ratingMs"];
  if (isSoon && isRating(signs)) return ignored(context, "rating");
  return handOver(withLane(decision, context), "reopened", "reopened");
}

/** She had given up waiting, and is back soon enough for the place that she had (seats section 1.3). */
function isBack({ left, at, floor }: HearingContext): boolean {
  if (left?.state !== "abandoned" || left.enqueuedAt === undefined || left.endedAt === undefined)
    return false;
  return at - left.endedAt < (floor.resumeMs?.(left.queueId) ?? 0);
}

function dead(context: HearingContext): Hearing {
  const { contact } = context;
  const hearing =
    contact !== undefined && contact.state !== "bot"
      ? keep(context, "untold")
      : handOver(context, "message_dead", "dead_letter", "untold");
  return { ...hearing, outcome: { state: "dead", rule: "attempts_used_up" } };
}
