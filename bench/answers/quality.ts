import type { Engine } from "./engine.ts";
import type { Question, QuestionSet } from "./question-set.ts";
import { type Answered, type Tally, tally } from "./tally.ts";

export type Quality = Tally & {
  readonly set: string;
  readonly engine: string;
  readonly learnMs: number;
  /** Top-1 of the disturbed questions by what was done to them, beside that of the same questions as they were. */
  readonly disturbed: Readonly<Record<string, number>>;
};

export async function measureQuality(engine: Engine, set: QuestionSet): Promise<Quality> {
  const began = performance.now();
  const ask = await engine.learn(set.entries);
  const learnMs = Math.round(performance.now() - began);
  const answer = async (questions: readonly Question[]) => {
    const answers: Answered[] = [];
    for (const { query, intent } of questions) answers.push({ intent, ...(await ask(query)) });
    return answers;
  };
  const disturbed: Record<string, number> = {};
  for (const noise of new Set(set.disturbed.map((one) => one.noise ?? ""))) {
    disturbed[noise] = tally(await answer(set.disturbed.filter((one) => one.noise === noise))).top1;
  }
  return { set: set.name, engine: engine.name, learnMs, ...tally(await answer(set.questions)), disturbed };
}

/** One line a set and engine, as people read it. */
export function qualityLine(quality: Quality): string {
  const { set, engine, top1, top3, auroc, coverage95, sure, surePrecision, inScope, nobodysRecall } = quality;
  const noise = Object.entries(quality.disturbed).map(([name, share]) => `${name} ${part(share)}`);
  return [
    set.padEnd(24),
    engine.padEnd(14),
    `top1 ${part(top1)} top3 ${part(top3)} auroc ${part(auroc)} c95 ${part(coverage95)}`,
    `sure ${part(sure)} right ${part(surePrecision)}`,
    nobodysRecall === null ? "" : `cut ${part(inScope)}/${part(nobodysRecall)}`,
    ...noise,
    `${quality.learnMs} ms`,
  ]
    .filter((word) => word !== "")
    .join("  ");
}

const part = (share: number | null) => (share === null ? "–" : share.toFixed(3).replace(/^0/, ""));
