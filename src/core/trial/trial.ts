import type { Decision } from "../answer/decision.ts";
import { fold } from "../answer/fold.ts";
import type { QuestionRef } from "../learning/question.ts";
import { type Outcome, outcomeOf, servedBy } from "./outcome.ts";

/** 考题: a question of which somebody has said whose it is; null: nobody's, so it is not to be answered. */
export type Golden = { readonly id: string; readonly entryId: string | null; readonly text: string };

/** What a fan has asked, by its place, with her words. */
export type Replayed = QuestionRef & { readonly text: string };

export type GoldenChange = {
  readonly goldenId: string;
  readonly was: Outcome;
  readonly now: Outcome;
};

/** What was asked so often in these words comes out differently; the place is of the newest. */
export type ReplayChange = QuestionRef & {
  readonly messages: number;
  readonly was: Outcome;
  readonly now: Outcome;
};

/** What knowledge that nobody has published yet would have said, beside what answers now. Ids and numbers alone. */
export type Report = {
  readonly golden: {
    readonly total: number;
    /** By the new knowledge. */
    readonly right: number;
    /** Served better now than they would be. */
    readonly worse: readonly GoldenChange[];
    /** Not right by either; of the entry itself they count, too. */
    readonly wrong: readonly GoldenChange[];
  };
  readonly replay: {
    readonly messages: number;
    readonly answeredBefore: number;
    readonly answeredAfter: number;
    /** Messages whose answer would be lost, or another's. */
    readonly worse: number;
    /** Those and the newly answered, most asked first, at most `CHANGES_MAX`. */
    readonly changes: readonly ReplayChange[];
  };
};

export type Decide = (text: string) => Decision;

export const CHANGES_MAX = 50;

type Pair = { readonly was: Outcome; readonly now: Outcome };

/** Yields after each question, so that whoever runs it can let others have their turn. */
export function* tryingOut(
  before: Decide,
  after: Decide,
  { goldens, replayed }: { readonly goldens: readonly Golden[]; readonly replayed: readonly Replayed[] },
): Generator<void, Report> {
  const both = (text: string): Pair => ({ was: outcomeOf(before(text)), now: outcomeOf(after(text)) });
  const judged: (Pair & Pick<Golden, "id" | "entryId">)[] = [];
  for (const { id, entryId, text } of goldens) {
    judged.push({ id, entryId, ...both(text) });
    yield;
  }
  const heard: ReplayChange[] = [];
  for (const { conversationId, seq, text, messages } of inWords(replayed)) {
    heard.push({ conversationId, seq, messages, ...both(text) });
    yield;
  }
  return { golden: goldenReport(judged), replay: replayReport(heard) };
}

/** Questions in the same words are one, whatever their signs; the newest stands for them. */
function inWords(replayed: readonly Replayed[]): readonly (Replayed & { readonly messages: number })[] {
  const forms = new Map<string, Replayed & { readonly messages: number }>();
  for (const one of replayed) {
    const folded = fold(one.text);
    const known = forms.get(folded);
    if (folded !== "") forms.set(folded, { ...(known ?? one), messages: (known?.messages ?? 0) + 1 });
  }
  return [...forms.values()];
}

function goldenReport(judged: readonly (Pair & Pick<Golden, "id" | "entryId">)[]): Report["golden"] {
  const changeOf = ({ id, was, now }: (typeof judged)[number]): GoldenChange => ({ goldenId: id, was, now });
  const served = judged.map((one) => ({
    one,
    was: servedBy(one.was, one.entryId),
    now: servedBy(one.now, one.entryId),
  }));
  return {
    total: judged.length,
    right: served.filter(({ now }) => now === 2).length,
    worse: served.filter(({ was, now }) => now < was).map(({ one }) => changeOf(one)),
    wrong: served.filter(({ was, now }) => now < 2 && now >= was).map(({ one }) => changeOf(one)),
  };
}

function replayReport(heard: readonly ReplayChange[]): Report["replay"] {
  const sum = (of: readonly ReplayChange[]): number => of.reduce((n, { messages }) => n + messages, 0);
  const isAnswered = (outcome: Outcome): boolean => outcome.kind === "answered";
  const changes = heard.filter((one) => isLost(one) || (!isAnswered(one.was) && isAnswered(one.now)));
  return {
    messages: sum(heard),
    answeredBefore: sum(heard.filter(({ was }) => isAnswered(was))),
    answeredAfter: sum(heard.filter(({ now }) => isAnswered(now))),
    worse: sum(heard.filter(isLost)),
    changes: changes
      .toSorted((a, b) => Number(isLost(b)) - Number(isLost(a)) || b.messages - a.messages)
      .slice(0, CHANGES_MAX),
  };
}

/** It was answered, and would not be any more, or by another entry. */
export const isLost = ({ was, now }: Pair): boolean =>
  was.kind === "answered" && servedBy(now, was.entryId) < 2;
