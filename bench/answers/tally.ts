import { NOBODYS } from "../../scripts/predicting/knowledge.ts";

/** One question: whose it is, whose we said it was, best first, and how sure we were of the first, 0..1. */
export type Answered = {
  readonly intent: string;
  readonly top: readonly string[];
  readonly confidence: number;
};

/** Shares of 0..1. What needs questions that are nobody's, or answers that were sure, is null without any. */
export type Tally = {
  readonly questions: number;
  /** Of the questions that have an entry: it is the first, one of the first three. */
  readonly top1: number;
  readonly top3: number;
  /** How surely the confidence puts a question that has an entry above one that is nobody's (area under the curve). */
  readonly auroc: number | null;
  /** Of all questions: so many can be answered, the surest first, while 95 % of the answers are right. */
  readonly coverage95: number;
  /** Of all questions: answered with a confidence of 0.95 and more; and how many of those rightly. */
  readonly sure: number;
  readonly surePrecision: number | null;
  /** At the threshold that makes the sum of both largest: entry's questions answered rightly, nobody's left alone. */
  readonly inScope: number;
  readonly nobodysRecall: number | null;
};

const PRECISION = 0.95;

export function tally(answers: readonly Answered[]): Tally {
  const owned = answers.filter((one) => one.intent !== NOBODYS);
  const nobodys = answers.filter((one) => one.intent === NOBODYS);
  const sure = answers.filter((one) => one.confidence >= PRECISION);
  return {
    questions: answers.length,
    top1: share(owned, isRight),
    top3: share(owned, (one) => one.top.slice(0, 3).includes(one.intent)),
    auroc: nobodys.length === 0 ? null : areaUnderCurve(answers, owned.length, nobodys.length),
    coverage95: coverageAt(PRECISION, answers),
    sure: sure.length / answers.length,
    surePrecision: sure.length === 0 ? null : share(sure, isRight),
    ...atBestThreshold(answers, owned.length, nobodys.length),
  };
}

const isRight = (one: Answered) => one.top[0] === one.intent;

function share(answers: readonly Answered[], holds: (one: Answered) => boolean): number {
  return answers.filter(holds).length / Math.max(1, answers.length);
}

/** By ranks (Mann and Whitney); equal confidences share theirs. */
function areaUnderCurve(answers: readonly Answered[], owned: number, nobodys: number): number {
  let ranks = 0;
  let below = 0;
  for (const equals of byConfidence(answers).toReversed()) {
    const rank = below + (equals.length + 1) / 2;
    ranks += rank * equals.filter((one) => one.intent !== NOBODYS).length;
    below += equals.length;
  }
  return (ranks - (owned * (owned + 1)) / 2) / (owned * nobodys);
}

function coverageAt(precision: number, answers: readonly Answered[]): number {
  let right = 0;
  let given = 0;
  let covered = 0;
  for (const equals of byConfidence(answers)) {
    given += equals.length;
    right += equals.filter(isRight).length;
    if (right >= precision * given) covered = given;
  }
  return covered / answers.length;
}

function atBestThreshold(answers: readonly Answered[], owned: number, nobodys: number) {
  let right = 0;
  let wronged = 0;
  let best = { inScope: 0, nobodysRecall: nobodys === 0 ? null : 1 };
  for (const equals of byConfidence(answers)) {
    right += equals.filter(isRight).length;
    wronged += equals.filter((one) => one.intent === NOBODYS).length;
    const here = { inScope: right / owned, nobodysRecall: nobodys === 0 ? null : 1 - wronged / nobodys };
    if (here.inScope + (here.nobodysRecall ?? 0) > best.inScope + (best.nobodysRecall ?? 0)) best = here;
  }
  return best;
}

/** The surest first, those of one confidence together: nobody can cut between them. */
function byConfidence(answers: readonly Answered[]): readonly (readonly Answered[])[] {
  const groups = new Map<number, Answered[]>();
  for (const one of answers.toSorted((a, b) => b.confidence - a.confidence)) {
    const equals = groups.get(one.confidence) ?? [];
    equals.push(one);
    groups.set(one.confidence, equals);
  }
  return [...groups.values()];
}
