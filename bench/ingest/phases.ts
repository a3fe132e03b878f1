import type { Burst, IngestOptions } from "./options.ts";
import { describeRun } from "./describe.ts";
import type { Measured, Runner } from "./runner.ts";
import type { Side } from "./stage.ts";

/** What is measured, and what stands beside it. */
export type Pair = readonly [ours: Side, beside: Side];

/** Warms a connection pool, caches and the compiler before the measured time of a round, in ms. */
const warmUpMs = 1_000;
/** Connections that an open loop has ready; more are opened when these are busy. */
const openConnections = 200;

export type ClosedRounds = {
  readonly connections: number;
  readonly ours: readonly Measured[];
  readonly beside: readonly Measured[];
};

/** Lets both compile what is hot; not reported. */
export async function warmUp(runner: Runner, sides: readonly Side[]): Promise<void> {
  for (const side of sides) {
    await runner.run(side, 1, { kind: "closed", connections: 64, warmUpMs: 0, measureMs: 2_000 });
  }
}

/** Ours and the other in turn, the same stream to both, so that a neighbour's noise meets both. */
export async function runClosed(
  runner: Runner,
  [ours, beside]: Pair,
  options: IngestOptions,
  say: (line: string) => void,
): Promise<ClosedRounds[]> {
  const measureMs = options.seconds * 1_000;
  const streams = numbers(2);

  const all: ClosedRounds[] = [];
  for (const connections of options.rounds === 0 ? [] : options.connections) {
    const load = { kind: "closed", connections, warmUpMs, measureMs } as const;
    const rounds: ClosedRounds & { ours: Measured[]; beside: Measured[] } = {
      connections,
      ours: [],
      beside: [],
    };
    for (let round = 0; round < options.rounds; round += 1) {
      const stream = streams();
      rounds.ours.push(await run(ours, stream));
      rounds.beside.push(await run(beside, stream));
    }
    all.push(rounds);

    async function run(side: Side, stream: number) {
      const measured = await runner.run(side, stream, load);
      say(describeRun(`closed ${connections}`, measured));
      return measured;
    }
  }
  return all;
}

export type OpenRun = { readonly burst: Burst; readonly measured: Measured };

/** Bursts go to our server alone; the default one, at half of the slower side's rate, to both. */
export async function runOpen(
  runner: Runner,
  sides: Pair,
  bursts: readonly Burst[],
  slowest: number | undefined,
  say: (line: string) => void,
): Promise<OpenRun[]> {
  const runs: OpenRun[] = [];
  const streams = numbers(500);

  async function run(side: Side, stream: number, burst: Burst) {
    const measured = await runner.run(side, stream, openLoad(burst, warmUpMs));
    say(describeRun(`open ${burst.perSecond}/s`, measured));
    runs.push({ burst, measured });
  }

  if (bursts.length === 0 && slowest !== undefined) {
    const stream = streams();
    for (const side of sides) await run(side, stream, { perSecond: Math.floor(slowest / 2), seconds: 8 });
  }
  for (const burst of bursts) await run(sides[0], streams(), burst);
  return runs;
}

export function openLoad({ perSecond, seconds }: Burst, warmUpMs: number, windowMs?: number) {
  const connections = Math.min(openConnections, perSecond);
  return { kind: "open", connections, perSecond, warmUpMs, measureMs: seconds * 1_000, windowMs } as const;
}

function numbers(from: number): () => number {
  let next = from;
  return () => next++;
}
