import { countRows, readClock, rowFaults, untilTurnsAreOver } from "../database/rows.ts";
import { readWal, walSince } from "../database/wal.ts";
import { median, closedResult, openResult } from "./result.ts";
import { parseOptions, type IngestOptions } from "./options.ts";
import { runClosed, runOpen, warmUp, type ClosedRounds } from "./phases.ts";
import { describeProfile } from "./profile.ts";
import { createRunner } from "./runner.ts";
import { openStage, type Stage } from "./stage.ts";

/** Of the shop's own phrasings, the part that must find their answer before a run is worth anything. */
const rightLeast = 0.9;

/**
 * Measures a message's whole way through our server against a peer that stores nothing. Figures for people go
 * to stderr, one JSON line to stdout. 1 where an answer was wrong or lost, or a row is missing.
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
function cutOff({ rounds, seconds, connections, bursts, soakSeconds }: IngestOptions): Promise<never> {
  const bursting = bursts.reduce((sum, burst) => sum + burst.seconds, 0);
  const planned = rounds * connections.length * 2 * (seconds + 2) + bursting + soakSeconds + 30;
  return new Promise((_, reject) => {
    const late = () => reject(new Error(`The run took more than twice its ${planned} seconds.`));
    setTimeout(late, planned * 2_000).unref();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => reject(new Error(`The run was ended by ${signal}.`)));
    }
  });
}

async function measure(stage: Stage, options: IngestOptions, say: (line: string) => void) {
  const runner = createRunner(stage, options.fans);
  const { asked, right, wrongSamples } = await runner.probe();
  say(`${right} of ${asked} questions get their own answer; the rest are not asked`);
  if (right < asked * rightLeast || right === 0) {
    throw new Error(
      `Too many questions get another answer, e.g. ${JSON.stringify(wrongSamples.slice(0, 2))}`,
    );
  }

  const { client, settings } = stage.database;
  await untilTurnsAreOver(client);
  const since = await readClock(client);
  const walBefore = await readWal(client);
  await warmUp(runner);
  const closed = await runClosed(runner, options, say);
  const open = await runOpen(runner, options, slowestOf(closed), say);

  const totals = runner.totals();
  const wal = walSince(walBefore, await readWal(client), totals.answered);
  const rows = await countRows(client, since);
  const faults = rowFaults(rows, totals.answered);
  if (totals.wrong > 0) faults.push(`${totals.wrong} wrong answers`);
  if (totals.lost > 0) faults.push(`${totals.lost} lost requests`);
  const samples = [
    ...closed.flatMap(({ ours, peer }) => [...ours, ...peer]),
    ...open.map(({ measured }) => measured),
  ]
    .flatMap(({ counts, side }) => counts.wrongSamples.map((sample) => ({ side, ...sample })))
    .slice(0, 5);
  for (const sample of samples) say(JSON.stringify(sample));
  say(
    faults.length === 0 ? `rows: ${JSON.stringify(rows)}, one each per answered message` : faults.join("\n"),
  );
  return {
    settings,
    mode: options.mode,
    fans: options.fans,
    questions: { asked, right },
    closed: closed.map(closedResult),
    open: open.map(openResult),
    answered: totals.answered,
    wal,
    rows,
    faults,
  };
}

/** The lowest median of any closed loop, ours or the peer's. */
function slowestOf(closed: readonly ClosedRounds[]): number | undefined {
  if (closed.length === 0) return undefined;
  return Math.min(
    ...closed.flatMap(({ ours, peer }) =>
      [ours, peer].map((rounds) => median(rounds.map((r) => r.perSecond))),
    ),
  );
}
