import type { Load, LoadResult, Window } from "../generator/job.ts";
import type { Wrong } from "../generator/ledger.ts";
import type { Question } from "../database/questions.ts";
import { costOf, takeSample, type Cost, type Sample } from "./sample.ts";
import type { Side, Stage } from "./stage.ts";

export type Measured = LoadResult & { readonly side: Side; readonly perSecond: number; readonly cost: Cost };

/** Over all runs of those who store, without the probe. */
export type Totals = {
  /** Messages, each counted once however often it was delivered. */
  readonly sent: number;
  /** Those of which a first delivery was answered. */
  readonly answered: number;
  /** Wrong answers, of the peer as well. */
  readonly wrong: number;
  readonly lost: number;
};

export type Runner = {
  /** Puts the same stream of requests to one of the sides; the number names the stream. */
  run(side: Side, stream: number, load: Load, onWindow?: (window: Window) => void): Promise<Measured>;
  /** Asks our server every question once, on each side; keeps those that are answered rightly. */
  probe(): Promise<{ asked: number; right: number; wrongSamples: readonly Wrong[] }>;
  totals(): Totals;
};

/** The part of all messages that the platform delivers twice. */
const redelivered = 0.02;

export function createRunner(stage: Stage, fans: number): Runner {
  const run = String(Math.floor(Date.now() / 1_000) % 100_000_000).padStart(8, "0");
  /** Both servers get a stream's bytes, time stamps included. */
  const startedAt = new Map<number, number>();
  let questions: readonly Question[] = stage.questions;
  let totals: Totals = { sent: 0, answered: 0, wrong: 0, lost: 0 };

  function job(side: Side, stream: number, load: Load) {
    const startAt = startedAt.get(stream) ?? Math.floor(Date.now() / 1_000);
    startedAt.set(stream, startAt);
    const traffic = {
      door: side.door,
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
    const answers = questions.map(({ text, answer }) => (side.stores ? answer : text));
    return { port: side.target.port, traffic, answers, load };
  }

  async function measure(side: Side, stream: number, load: Load, onWindow?: (window: Window) => void) {
    const samples: Promise<Sample>[] = [];
    const { postmaster, client } = stage.database;
    const result = await stage.generator.run(job(side, stream, load), {
      border: () => void samples.push(takeSample({ server: side.target.child.pid, postmaster, client })),
      window: onWindow ?? (() => undefined),
    });
    const [begin, end] = await Promise.all(samples);
    if (begin === undefined || end === undefined) throw new Error("The generator measured nothing.");
    const perSecond = Math.round((result.measured * 1_000) / result.measuredMs);
    return { ...result, side, perSecond, cost: costOf(begin, end, result.measured, result.measuredMs) };
  }

  async function probeSide(side: Side) {
    const { counts, lost } = await measure(side, 0, { kind: "each" });
    if (lost > 0) throw new Error(`Our server gave no answer to ${lost} of ${questions.length} questions.`);
    const wrong = new Set(counts.wrongQuestions);
    questions = questions.filter((_, question) => !wrong.has(question));
    return counts.wrongSamples;
  }

  return {
    async run(side, stream, load, onWindow) {
      const measured = await measure(side, stream, load, onWindow);
      totals = plus(totals, measured);
      return measured;
    },
    async probe() {
      const asked = questions.length;
      const wrongSamples = [...(await probeSide(stage.ours))];
      if (stage.beside?.stores === true) wrongSamples.push(...(await probeSide(stage.beside)));
      return { asked, right: questions.length, wrongSamples };
    },
    totals: () => totals,
  };
}

function plus(totals: Totals, { side, counts, lost }: Measured): Totals {
  const { sent, answered, wrong } = totals;
  const all = { ...totals, wrong: wrong + counts.wrong };
  if (!side.stores) return all;
  return {
    ...all,
    sent: sent + counts.messages,
    answered: answered + counts.firsts,
    lost: totals.lost + lost,
  };
}
