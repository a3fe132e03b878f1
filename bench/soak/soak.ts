import { countRows, readClock, untilTurnsAreOver } from "../database/rows.ts";
import { readSizes } from "../database/sizes.ts";
import { readWal } from "../database/wal.ts";
import type { Window } from "../generator/job.ts";
import type { Burst } from "../ingest/options.ts";
import { openLoad } from "../ingest/phases.ts";
import { rounded } from "../ingest/result.ts";
import type { Runner } from "../ingest/runner.ts";
import type { Stage } from "../ingest/stage.ts";
import { watchMemory } from "./memory.ts";
import { stretchOf, describeStretch, grownTables, totalsOf, type Look } from "./stretch.ts";
import { verdictsOf } from "./verdict.ts";

/** A line is said of each stretch of this length, in ms. */
const stretchMs = 30_000;
/** Lets the compiler see what is hot; its messages count, its latencies do not. */
const warmUpMs = 10_000;
/** The stream's number, and seed. */
const stream = 900;

/**
 * One long open loop against ours alone. Says how each half minute went, and in the end what held: latency, loss,
 * memory, and what a row costs on disk.
 */
export async function soak(stage: Stage, runner: Runner, burst: Burst, say: (line: string) => void) {
  const { client } = stage.database;
  await untilTurnsAreOver(client);
  const since = await readClock(client);
  const { looks, memory, measured } = await watch(stage, runner, burst, say);

  const rows = await countRows(client, since);
  const { sent } = runner.totals();
  const { latency, lateness, lost, counts } = measured;
  const verdicts = verdictsOf({
    minutes: burst.seconds / 60,
    p99Ms: latency.p99,
    messages: measured.measured,
    sent,
    failed: lost + counts.wrong,
    rows,
    memory,
    tables: looks.map(totalsOf),
  });
  for (const sample of counts.wrongSamples) say(JSON.stringify(sample));
  for (const { mark, found, outcome } of verdicts) say(`${outcome.padEnd(9)}  ${mark}: ${found}`);
  return {
    soak: {
      perSecond: burst.perSecond,
      minutes: burst.seconds / 60,
      ...rounded(latency),
      sentLate: rounded(lateness),
      sent,
      rows,
      stretches: looks.slice(1).map((now, n) => stretchOf(looks[n] ?? now, now)),
      tables: grownTables(looks),
      verdicts,
    },
    faults: verdicts.flatMap(({ mark, found, outcome }) =>
      outcome === "NOT HELD" ? [`${mark}: ${found}`] : [],
    ),
  };
}

/** Runs the load and looks at processes and tables meanwhile. The first look is the end of the warm-up. */
async function watch(stage: Stage, runner: Runner, burst: Burst, say: (line: string) => void) {
  const { client, postmaster } = stage.database;
  const { target } = stage.ours;
  const memory = watchMemory({ port: target.port, pid: target.child.pid, postmaster });
  const looks: Look[] = [];
  let looking = Promise.resolve();

  async function look(window: Window, atMs: number) {
    const [sizes, wal] = [await readSizes(client), await readWal(client)];
    const now = { atMs, window, sizes, walBytes: wal.bytes, memory: memory.last(stretchMs) };
    const before = looks.at(-1);
    looks.push(now);
    if (before !== undefined) say(describeStretch(stretchOf(before, now)));
  }
  try {
    let heard = 0;
    const measured = await runner.run(stage.ours, stream, openLoad(burst, warmUpMs, stretchMs), (window) => {
      const atMs = stretchMs * heard++;
      if (atMs === 0) memory.begin();
      looking = looking.then(() => look(window, atMs));
    });
    await looking;
    return { looks, measured, memory: memory.all() };
  } finally {
    memory.end();
  }
}
