import type { Instant } from "../kernel/instant.ts";

/**
 * Why a question is to be learned from. unanswered: the bot had no answer. handed_over: she asked for a person instead.
 * rejected: what it said did not help, or an agent put away what was suggested.
 */
export const WANTS = ["unanswered", "handed_over", "rejected"] as const;
export type Want = (typeof WANTS)[number];

/** A fan's message, by its place: her words stay where they can be erased. */
export type QuestionRef = { readonly conversationId: string; readonly seq: number };

export type Question = QuestionRef & {
  readonly at: Instant;
  readonly want: Want;
  readonly text: string;
};

/** Of one question the gravest is told. */
const GRAVITY: Readonly<Record<Want, number>> = { unanswered: 0, handed_over: 1, rejected: 2 };

/** Each question once, the newest first. */
export function eachOnce(questions: readonly Question[]): readonly Question[] {
  const kept = new Map<string, Question>();
  for (const question of questions) {
    const key = `${question.conversationId} ${question.seq}`;
    const known = kept.get(key);
    if (known === undefined || GRAVITY[known.want] < GRAVITY[question.want]) kept.set(key, question);
  }
  return [...kept.values()].toSorted(
    (one, other) =>
      other.at - one.at || (one.conversationId < other.conversationId ? -1 : 1) || one.seq - other.seq,
  );
}

const IMPATIENCE =
  /^(?:快(?:一?点|些)?|赶紧|赶快|人呢|人在哪|怎么没人|没人(?:理|回)?|回(?:复|话|我)|说话|急|等(?:了|着)?(?:好久|很久|半天|这么久|急)?|还没(?:好|到|有人)|催(?:一下)?|回|我|都|啊|呀|吧|了|呢|吗|嘛| )+$/u;

/** She waits, and says no more than that: there is nothing in it to answer. */
export const isImpatience = (signs: string): boolean => IMPATIENCE.test(signs);
