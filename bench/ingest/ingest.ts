import { countRows, readClock, rowFaults, untilTurnsAreOver } from "../database/rows.ts";
import { readWal, walSince } from "../database/wal.ts";
import { soak } from "../soak/soak.ts";
import { median, closedResult, openResult } from "./result.ts";
import { parseOptions, type IngestOptions } from "./options.ts";
import { runClosed, runOpen, warmUp, type ClosedRounds, type Pair } from "./phases.ts";
import { describeProfile } from "./profile.ts";
import { createRunner, type Measured, type Runner } from "./runner.ts";
import { openStage, type Stage } from "./stage.ts";

/** Of the shop's own phrasings, the part that must find their answer before a run is worth anything. */
const rightLeast = 0.9;

type Say = (line: string) => void;

/**
 * Measures a message's whole way through our server: WeChat's against a peer that stores nothing, Weibo's against our
 * own WeChat; or, as a soak, alone and long. Figures for people go to stderr, one JSON line to stdout. 1 where an
 * answer was wrong or lost, a row is missing, or a soak's mark did not hold.
 */
export async function ingest(args: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  try {
    const options = parseOptions(args);
    const stage = await openStage(options, say);
    try {
      const result = await Promise.race([measure(stage, options, say), cutOff(options)]);
      const seconds = Math.round((performance.now() - startedAt) / 1_000);
      process.stdout.write(`${JSON.stringify({ bench: "ingest", ...result, seconds })}\n`);
      await stage.endOurs();
      if (options.profileDir !== undefined) say(await describeProfile(options.profileDir));
      return result.faults.length === 0 ? 0 : 1;
    } finally {
      await stage.close();
    }
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

/** Rejects when somebody interrupts, or when the run takes far longer than it was planned: nothing may hang. */
function cutOff({ rounds, seconds, connections, bursts, soak: long }: IngestOptions): Promise<never> {
  const opened = [...bursts, ...(long === undefined ? [] : [long])].reduce(
    (sum, one) => sum + one.seconds,
    0,
  );
  const planned = rounds * connections.length * 2 * (seconds + 2) + opened + 30;
  return new Promise((_, reject) => {
    const late = () => reject(new Error(`The run took more than twice its ${planned} seconds.`));
    setTimeout(late, planned * 2_000).unref();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => reject(new Error(`The run was ended by ${signal}.`)));
    }
  });
}

async function measure(stage: Stage, options: IngestOptions, say: Say) {
  const runner = createRunner(stage, options.fans);
  const questions = await probe(runner, say);
  const { settings } = stage.database;
  const { platform, mode, fans, soak: long } = options;
  const conditions = { platform, mode, fans, questions, settings };
  if (long !== undefined) return { ...conditions, ...(await soak(stage, runner, long, say)) };
  const { ours, beside } = stage;
  if (beside === undefined) throw new Error("Nothing stands beside ours.");
  return { ...conditions, ...(await compare(stage, runner, [ours, beside], options, say)) };
}

async function probe(runner: Runner, say: Say) {
  const { asked, right, wrongSamples } = await runner.probe();
  say(`${right} of ${asked} questions get their own answer; the rest are not asked`);
  if (right < asked * rightLeast || right === 0) {
    const samples = JSON.stringify(wrongSamples.slice(0, 2));
    throw new Error(`Too many questions get another answer, e.g. ${samples}`);
  }
  return { asked, right };
}

async function compare(stage: Stage, runner: Runner, pair: Pair, options: IngestOptions, say: Say) {
  const { client } = stage.database;
  if (pair[1].stores) say("Weibo has no peer: beside it stands our own WeChat, on the same server");
  await untilTurnsAreOver(client);
  const since = await readClock(client);
  const walBefore = await readWal(client);
  await warmUp(runner, pair);
  const closed = await runClosed(runner, pair, options, say);
  const open = await runOpen(runner, pair, options.bursts, slowestOf(closed), say);

  const results = closed.map(closedResult);
  for (const { connections, ratio } of results) {
    say(`closed ${connections}: ours answers ${ratio} times as many a second as ${pair[1].name}`);
  }
  const totals = runner.totals();
  const wal = walSince(walBefore, await readWal(client), totals.answered);
  const rows = await countRows(client, since);
  const faults = rowFaults(rows, totals.answered);
  if (totals.wrong > 0) faults.push(`${totals.wrong} wrong answers`);
  if (totals.lost > 0) faults.push(`${totals.lost} lost requests`);
  sayWrong([...closed.flatMap((rounds) => [...rounds.ours, ...rounds.beside]), ...open.map(measuredOf)], say);
  say(
    faults.length === 0 ? `rows: ${JSON.stringify(rows)}, one each per answered message` : faults.join("\n"),
  );
  return {
    beside: pair[1].name,
    closed: results,
    open: open.map(openResult),
    answered: totals.answered,
    wal,
    rows,
    faults,
  };
}

const measuredOf = ({ measured }: { readonly measured: Measured }): Measured => measured;

function sayWrong(all: readonly Measured[], say: Say): void {
  const samples = all.flatMap(({ counts, side }) =>
    counts.wrongSamples.map((sample) => ({ side: side.name, ...sample })),
  );
  for (const sample of samples.slice(0, 5)) say(JSON.stringify(sample));
}

/** The lowest median of any closed loop, on either side. */
function slowestOf(closed: readonly ClosedRounds[]): number | undefined {
  if (closed.length === 0) return undefined;
  return Math.min(
    ...closed.flatMap(({ ours, beside }) =>
      [ours, beside].map((rounds) => median(rounds.map((r) => r.perSecond))),
    ),
  );
}
