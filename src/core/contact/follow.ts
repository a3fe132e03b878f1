import type { Decision, Memory } from "../answer/decide.ts";
import { EMPTY_MEMORY } from "../answer/decision.ts";
import type { Content } from "../channel/content.ts";
import type { Contact } from "./contact.ts";
import type { Scores } from "./event.ts";
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

export function memoryOf(contact: Contact | undefined): Memory {
  if (contact === undefined) return EMPTY_MEMORY;
  const { asked, misses, lastEntryId } = contact;
  const memory = { missesInRow: misses, ...(asked.length === 0 ? {} : { asked }) };
  return lastEntryId === undefined ? memory : { ...memory, lastEntryId };
}

const rounded = (score: number): number => Math.round(score * 1_000) / 1_000;

const scoresOf = (decision: Decision): Scores =>
  decision.top.map(({ entryId, score }) => [entryId, rounded(score)]);

/** Does at once what was decided on. */
export function follow(decision: Decision, context: HearingContext): Hearing {
  const { seq, settings } = context;
  const { rule } = decision;
  const scores = scoresOf(decision);
  switch (decision.kind) {
    case "answer":
      return answer(decision, scores, context);
    case "clarify": {
      const options = decision.options.map((entry) => entry.id);
      const list = decision.options.map((entry, index) => `${index + 1}. ${entry.title}`);
      const text = [settings["notice.clarify"], ...list, settings["notice.clarifyEnd"]].join("\n");
      return answered(context, rule, { code: "clarified", seq, options, rule, scores }, notice(text));
    }
    case "greet":
      return answered(context, rule, { code: "greeted", seq }, notice(settings["notice.greeting"]));
    case "courtesy":
      return ignored(context, rule);
    case "hand_over":
      return handOver(context, decision.reason, rule);
    case "miss":
      return answered(
        context,
        rule,
        { code: "missed", seq, rule, scores },
        notice(settings["notice.missed"]),
      );
  }
}

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
  } as const;
  return answered(context, rule, rival === undefined ? event : { ...event, rival }, {
    said: { kind: "entry", entryId: id, version },
    class: "faq",
  });
}

/** Media without words count as something not understood: a second time in a row a person gets it. */
export function unreadable(context: HearingContext): Hearing {
  const { contact, seq, settings } = context;
  const rule = "unreadable";
  if ((contact?.misses ?? 0) + 1 >= settings["answer.missesMax"])
    return handOver(context, "missed_twice", rule);
  return answered(
    context,
    rule,
    { code: "missed", seq, rule, scores: [] },
    notice(settings["notice.unreadable"]),
  );
}
