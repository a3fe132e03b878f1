import { residentKb } from "../measure/process-memory.ts";
import type { Size } from "./floor.ts";
import { flatOut, type Load, openLoop, openRun, waitingIn } from "./run.ts";

export const assignUsage = `npm run bench -- assign [options]
  --agents 2000 --waiting 20000 --queues 40    one floor; without them that one, then 50000, 500000, 200
  --seconds 5                                  flat out, per load; then an open loop of 10 s with a burst`;

type Marks = {
  readonly p99MsMax: number;
  readonly decisionsPerSMin: number;
  readonly rate: number;
  readonly burst: number;
};

const FLOORS: readonly (Size & Marks)[] = [
  {
    agents: 2_000,
    waiting: 20_000,
    queues: 40,
    p99MsMax: 20,
    decisionsPerSMin: 2_000,
    rate: 400,
    burst: 400,
  },
  {
    agents: 50_000,
    waiting: 500_000,
    queues: 200,
    p99MsMax: 50,
    decisionsPerSMin: 400,
    rate: 400,
    burst: 4_000,
  },
];

/** `npm run bench -- assign`: the engine alone, in this process. Exit code 1 where a mark is missed. */
export async function assign(args: readonly string[]): Promise<number> {
  const { floors, seconds } = parse(args);
  const results = floors.flatMap((floor) =>
    (["scarce", "surplus"] as const).map((load) => measure(floor, load, seconds)),
  );
  const isMet = results.every((result) => result.isMet);
  process.stdout.write(`${JSON.stringify({ floors: results, isMet })}\n`);
  return isMet ? 0 : 1;
}

function measure(floor: Size & Marks, load: Load, seconds: number) {
  const size = load === "scarce" ? floor : { ...floor, waiting: 0 };
  const began = performance.now();
  const run = openRun(size, load);
  const opened = { setupMs: Math.round(performance.now() - began), waiting: waitingIn(run) };
  flatOut(run, 1);
  const flat = flatOut(run, seconds);
  const open = openLoop(run, { rate: floor.rate, burst: floor.burst, seconds: 10 });
  const residentMb = Math.round(residentKb(process.pid) / 1_024);
  const isMet =
    flat.decisionsPerS >= floor.decisionsPerSMin &&
    flat.ms.p99 < floor.p99MsMax &&
    open.ms.p99 < floor.p99MsMax;
  const { agents, queues, rate, burst } = floor;
  process.stderr.write(
    `${agents} agents, ${opened.waiting} waiting, ${load}: ${flat.decisionsPerS}/s flat out, p99 ${flat.ms.p99} ms; ` +
      `at ${rate}/s with a burst of ${burst}/s p99 ${open.ms.p99} ms; ${residentMb} MB\n`,
  );
  return { agents, queues, load, ...opened, flat, open: { rate, burst, ...open }, residentMb, isMet };
}

function parse(args: readonly string[]): {
  readonly floors: readonly (Size & Marks)[];
  readonly seconds: number;
} {
  const given = new Map<string, number>();
  for (let n = 0; n < args.length; n += 2) {
    const [name = "", value = ""] = args.slice(n, n + 2);
    if (!["--agents", "--waiting", "--queues", "--seconds"].includes(name) || !/^[1-9]\d{0,6}$/.test(value))
      throw new Error(`Not understood: ${name} ${value}\n${assignUsage}`);
    given.set(name, Number(value));
  }
  const seconds = given.get("--seconds") ?? 5;
  const [small] = FLOORS;
  if (small === undefined || given.size === 0 || (given.size === 1 && given.has("--seconds")))
    return { floors: FLOORS, seconds };
  const own = {
    ...small,
    agents: given.get("--agents") ?? small.agents,
    waiting: given.get("--waiting") ?? small.waiting,
    queues: given.get("--queues") ?? small.queues,
  };
  return { floors: [own], seconds };
}
