import type { Burst, IngestOptions } from "./options.ts";
import { describeRun } from "./describe.ts";
import type { Measured, Runner, Side } from "./runner.ts";

const sides: readonly Side[] = ["ours", "peer"];
/** Warms a connection pool, caches and the compiler before the measured time of a round, in ms. */
const warmUpMs = 1_000;
/** Connections that an open loop has ready; more are opened when these are busy. */
const openConnections = 200;

export type ClosedRounds = {
  readonly connections: number;
  readonly ours: readonly Measured[];
  readonly peer: readonly Measured[];
};

/** Lets both compile what is hot; not reported. */
export async function warmUp(runner: Runner): Promise<void> {
  for (const side of sides) {
    await runner.run(side, 1, { kind: "closed", connections: 64, warmUpMs: 0, measureMs: 2_000 });
  }
}

/** Ours and the peer in turn, the same stream to both, so that a neighbour's noise meets both. */
export async function runClosed(
  runner: Runner,
  options: IngestOptions,
  say: (line: string) => void,
): Promise<ClosedRounds[]> {
  const measureMs = options.seconds * 1_000;
  const streams = numbers(2);

  const all: ClosedRounds[] = [];
  for (const connections of options.rounds === 0 ? [] : options.connections) {
    const rounds: Record<Side, Measured[]> = { ours: [], peer: [] };
    for (let round = 0; round < options.rounds; round += 1) {
      const stream = streams();
      for (const side of sides) {
        const measured = await runner.run(side, stream, { kind: "closed", connections, warmUpMs, measureMs });
        say(describeRun(`closed ${connections}`, measured));
        rounds[side].push(measured);
      }
    }
    all.push({ connections, ...rounds });
  }
  return all;
}

export type OpenRun = { readonly burst: Burst; readonly measured: Measured };

/** Bursts go to our server alone; the default one, at half of the slower server's rate, to both. */
export async function runOpen(
  runner: Runner,
  options: IngestOptions,
  slowest: number | undefined,
  say: (line: string) => void,
): Promise<OpenRun[]> {
  const runs: OpenRun[] = [];
  const streams = numbers(500);
  const half = slowest === undefined ? undefined : Math.floor(slowest / 2);

  async function run(side: Side, stream: number, burst: Burst, segmentMs: number) {
    const { perSecond } = burst;
    const connections = Math.min(openConnections, perSecond);
    const load = {
      kind: "open",
      connections,
      perSecond,
      warmUpMs,
      measureMs: burst.seconds * 1_000,
      segmentMs,
    } as const;
    const measured = await runner.run(side, stream, load);
    say(describeRun(`open ${perSecond}/s`, measured));
    runs.push({ burst, measured });
  }

  if (options.bursts.length === 0 && options.soakSeconds === 0 && half !== undefined) {
    const stream = streams();
    for (const side of sides) await run(side, stream, { perSecond: half, seconds: 8 }, 60_000);
  }
  if (options.soakSeconds === 0) {
    for (const burst of options.bursts) await run("ours", streams(), burst, 60_000);
    return runs;
  }
  const perSecond = options.bursts[0]?.perSecond ?? half ?? 1_667;
  await run("ours", streams(), { perSecond, seconds: options.soakSeconds }, 60_000);
  return runs;
}

function numbers(from: number): () => number {
  let next = from;
  return () => next++;
}
