import type { Load, LoadResult } from "../generator/job.ts";
import type { Wrong } from "../generator/ledger.ts";
import type { Question } from "../database/questions.ts";
import { costOf, takeSample, type Cost, type Sample } from "./sample.ts";
import type { Stage } from "./stage.ts";

export type Side = "ours" | "peer";

export type Measured = LoadResult & { readonly side: Side; readonly perSecond: number; readonly cost: Cost };

export type Totals = {
  /** First deliveries that our server has answered. */
  readonly answered: number;
  /** Wrong answers of either side, and our lost ones. */
  readonly wrong: number;
  readonly lost: number;
};

export type Runner = {
  /** Puts the same stream of requests to one of the two; the number names the stream. */
  run(side: Side, stream: number, load: Load): Promise<Measured>;
  /** Asks our server every question once; keeps those that it answers rightly. */
  probe(): Promise<{ asked: number; right: number; wrongSamples: readonly Wrong[] }>;
  /** Over all runs, without the probe. */
  totals(): Totals;
};

/** The part of all messages that the platform delivers twice. */
const redelivered = 0.02;

export function createRunner(stage: Stage, fans: number): Runner {
  const run = String(Math.floor(Date.now() / 1_000) % 100_000_000).padStart(8, "0");
  /** Both servers get a stream's bytes, time stamps included. */
  const startedAt = new Map<number, number>();
  let questions: readonly Question[] = stage.questions;
  const totals = { answered: 0, wrong: 0, lost: 0 };

  function job(side: Side, stream: number, load: Load) {
    const startAt = startedAt.get(stream) ?? Math.floor(Date.now() / 1_000);
    startedAt.set(stream, startAt);
    const traffic = {
      door: stage.door,
      questions: questions.map(({ text }) => text),
      knownFans: load.kind === "each" ? 0 : fans,
      redelivered: load.kind === "each" ? 0 : redelivered,
      questionOrder: load.kind === "each" ? ("each" as const) : ("random" as const),
      run,
      stream,
      startAt,
      // In a closed loop nobody knows the rate beforehand; a round is short enough for one time stamp.
      perSecond: load.kind === "open" ? load.perSecond : 1_000_000_000,
    };
    const answers = questions.map(({ text, answer }) => (side === "ours" ? answer : text));
    return { port: stage[side].port, traffic, answers, load };
  }

  async function measure(side: Side, stream: number, load: Load): Promise<Measured> {
    const samples: Promise<Sample>[] = [];
    const { postmaster, client } = stage.database;
    const server = stage[side].child.pid;
    const result = await stage.generator.run(job(side, stream, load), () => {
      samples.push(takeSample({ server, postmaster, client }));
    });
    const [begin, end] = await Promise.all(samples);
    if (begin === undefined || end === undefined) throw new Error("The generator measured nothing.");
    const perSecond = Math.round((result.measured * 1_000) / result.measuredMs);
    return { ...result, side, perSecond, cost: costOf(begin, end, result.measured, result.measuredMs) };
  }

  return {
    async run(side, stream, load) {
      const measured = await measure(side, stream, load);
      totals.wrong += measured.counts.wrong;
      if (side === "ours") {
        totals.answered += measured.counts.firsts;
        totals.lost += measured.lost;
      }
      return measured;
    },
    async probe() {
      const { counts, lost } = await measure("ours", 0, { kind: "each" });
      if (lost > 0) throw new Error(`Our server gave no answer to ${lost} of ${questions.length} questions.`);
      const wrong = new Set(counts.wrongQuestions);
      const asked = questions.length;
      questions = questions.filter((_, question) => !wrong.has(question));
      return { asked, right: questions.length, wrongSamples: counts.wrongSamples };
    },
    totals: () => ({ ...totals }),
  };
}
