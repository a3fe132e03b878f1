import type { Decision, Memory } from "../answer/decide.ts";
import { EMPTY_MEMORY } from "../answer/decision.ts";
import type { Content } from "../channel/content.ts";
import type { Ground, Scores } from "./happening/words.ts";
import { handOver } from "./hand-over.ts";
import { answered, type Hearing, type HearingContext, ignored, notice } from "./hearing.ts";

/** A voice message is what the platform heard in it; other media have no words. */
export function wordsOf(content: Content): string | undefined {
  if (content.kind === "text") return content.text;
  if (content.kind === "voice" && content.recognition !== undefined && content.recognition !== "") {
    return content.recognition;
  }
  return undefined;
}

/** A list that was not answered for long is no list any more (days, G10). */
export function memoryOf({ contact, at, settings }: HearingContext): Memory {
  if (contact === undefined) return EMPTY_MEMORY;
  const { asked, askedAt = at, misses, lastEntryId, greeted } = contact;
  const isOpen = asked.length > 0 && at - askedAt <= settings["answer.listMs"];
  return {
    missesInRow: misses,
    ...(isOpen ? { asked } : {}),
    ...(lastEntryId === undefined ? {} : { lastEntryId }),
    ...(greeted === undefined ? {} : { greeted }),
  };
}

/** The context with what the words just decided on tell of her matter. */
export const withLane = ({ lane, laneBy }: Decision, context: HearingContext): HearingContext =>
  lane === undefined ? context : { ...context, lane, ...(laneBy && { laneBy }) };

const rounded = (score: number): number => Math.round(score * 1_000) / 1_000;

const scoresOf = (decision: Decision): Scores =>
  decision.top.map(({ entryId, score }) => [entryId, rounded(score)]);

/** Does at once what was decided on. */
export function follow(decision: Decision, before: HearingContext): Hearing {
  const context = withLane(decision, before);
  const { seq, settings } = context;
  const { rule } = decision;
  const scores = scoresOf(decision);
  const known = knowledgeNamed(decision);
  switch (decision.kind) {
    case "answer":
      return answer(decision, scores, context);
    case "clarify": {
      const options = decision.options.map((entry) => entry.id);
      const list = decision.options.map((entry, index) => `${index + 1}. ${entry.title}`);
      const text = [settings["notice.clarify"], ...list, settings["notice.clarifyEnd"]].join("\n");
      return answered(
        context,
        rule,
        { code: "clarified", seq, options, rule, scores, ...known },
        notice(text),
      );
    }
    case "greet":
      return answered(context, rule, { code: "greeted", seq }, notice(settings["notice.greeting"]));
    case "courtesy":
      return ignored(context, rule);
    case "hand_over":
      return handOver(context, decision.reason, rule, "told", {
        ...known,
        ...(scores.length > 0 && { scores }),
      });
    case "miss":
      return answered(
        context,
        rule,
        { code: "missed", seq, rule, scores, ...known },
        notice(settings[MISSED_WORDS[decision.rule]]),
      );
  }
}

const MISSED_WORDS = {
  below_threshold: "notice.missed",
  nothing_to_match: "notice.missed",
  abuse: "notice.offered",
  said_before: "notice.saidBefore",
} as const;

const knowledgeNamed = ({ knowledge }: Decision): Pick<Ground, "knowledge"> =>
  knowledge === undefined ? {} : { knowledge };

function answer(
  decision: Extract<Decision, { kind: "answer" }>,
  scores: Scores,
  context: HearingContext,
): Hearing {
  const { rule } = decision;
  const { id, version } = decision.entry;
  // Nothing rivals a phrasing word for word.
  const rival = decision.score === 1 ? undefined : scores.find(([entryId]) => entryId !== id);
  const event = {
    code: "answered",
    seq: context.seq,
    entry: id,
    version,
    rule,
    score: rounded(decision.score),
    ...knowledgeNamed(decision),
  } as const;
  return answered(context, rule, rival === undefined ? event : { ...event, rival }, {
    said: { kind: "entry", entryId: id, version },
    class: "faq",
  });
}

/**
 * Media without words count as something not understood: a second time in a row a person gets it. A voice that
 * nobody has put in words, and several pictures, go to a person straight: who speaks may not write (days, G27).
 */
export function unreadable(pieces: readonly Content[], context: HearingContext): Hearing {
  const { contact, seq, settings } = context;
  const rule = "unreadable";
  const shown = pieces.filter(({ kind }) => kind === "image" || kind === "video").length;
  if (shown > 1 || pieces.some(({ kind }) => kind === "voice")) return handOver(context, "unreadable", rule);
  if ((contact?.misses ?? 0) + 1 >= settings["answer.missesMax"])
    return handOver(context, "missed_twice", rule);
  return answered(
    context,
    rule,
    { code: "missed", seq, rule, scores: [] },
    notice(settings["notice.unreadable"]),
  );
}
