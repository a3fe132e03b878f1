import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { step } from "../../src/core/assignment/engine/step.ts";
import type { Step } from "../simulation/day/house.ts";
import { runMinute } from "../simulation/floor/minute.ts";
import { playAgain } from "../simulation/play/again.ts";
import { readDay, writeDay } from "../simulation/play/day-file.ts";
import { type Failed, runDays } from "../simulation/play/days.ts";
import { fairnessOf } from "../simulation/shift.ts";

const USAGE = `npm run sim -- [--floor | --again <file>]

Days of fans and agents by chance on the assignment engine, each on another floor: bursts, reaction times, breaks, lost
networks, declines, transfers, skills, due times, closed queues, clocks that jump. After every step all promises of the
floor are looked at; then fans stop coming, and all must end. The first that breaks one is told with its seed and the
fewest events that still break it, as a file that --again plays. Ends with 1 then.

With --floor half a minute on the real floor: a PostgreSQL of the run's own, two processes that seat, one of which is
killed while fans come, agents by their real acts. Looked at all the while; the same seed makes the same choices, not the
same moments.

  SIM_SEED    the first day's seed; each next day has the next one. Else any
  SIM_RUNS    how many days (200), or half minutes on the floor (1)
  SIM_EVENTS  how much happens on each (5000)`;

const RUNS = 200;
const EVENTS = 5_000;
const LAST_SHOWN_MAX = 40;
const FAIR_SHIFTS = 5;

export type Around = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly step: Step;
  /** Where a day that broke a promise is left. */
  readonly folder: string;
  readonly print: (line: string) => void;
};

export async function run(args: readonly string[], around: Partial<Around> = {}): Promise<number> {
  const { env = process.env, step: engine = step, folder = tmpdir(), print = printLine } = around;
  const order = readOrder(args, env);
  if (order === undefined) {
    print(USAGE);
    return args.includes("--help") ? 0 : 1;
  }
  if (order.again !== undefined) return again(order.again, engine, print);
  const { seed, events } = order;
  if (order.floor) return playFloor(seed, order.runs ?? 1, print);
  const runs = order.runs ?? RUNS;
  const began = performance.now();
  const spentBefore = process.cpuUsage();
  const days = runDays({ seed, runs, events, step: engine, say: progress(runs) });
  progress(0)(0, 0);
  if (days.failed !== undefined) return tellFailed(days.failed, { events, folder, print });
  const seconds = (performance.now() - began) / 1_000;
  const spent = process.cpuUsage(spentBefore);
  const processorSeconds = (spent.user + spent.system) / 1e6;
  const spread = meanSpread(seed);
  print(
    `sim: seed ${seed}, ${days.runs} days, ${days.events} events in ${seconds.toFixed(1)} s ` +
      `(${Math.round(days.events / seconds)}/s; ${processorSeconds.toFixed(1)} s of a processor, ` +
      `${Math.round(days.events / processorSeconds)}/s of it), 0 promises broken; ` +
      `a shift's spread by longest idle ${percent(spread)}`,
  );
  return 0;
}

/** What an agent's contacts of a shift differ by at most, of the mean; mean of some shifts. */
function meanSpread(seed: number): number {
  let sum = 0;
  for (let n = 0; n < FAIR_SHIFTS; n += 1) sum += fairnessOf(seed + n, "longest_idle").spread;
  return sum / FAIR_SHIFTS;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

async function tellFailed(
  failed: Failed,
  { events, folder, print }: Pick<Around, "folder" | "print"> & { readonly events: number },
): Promise<number> {
  const { seed, broken, opening, journal, shortest } = failed;
  const file = join(folder, `seatbridge-sim-${seed}.json`);
  await writeFile(file, writeDay({ opening, journal: shortest }));
  print(
    `sim: seed ${seed} broke a promise after ${journal.length} moments: ${broken?.promise}: ${broken?.how}`,
  );
  print(`the fewest that still do are ${shortest.length}, the last of them:`);
  for (const moment of shortest.slice(-LAST_SHOWN_MAX)) print(JSON.stringify(moment));
  print(`again: SIM_SEED=${seed} SIM_RUNS=1 SIM_EVENTS=${events} npm run sim`);
  print(`   or: npm run sim -- --again ${file}`);
  return 1;
}

/** Half minutes on the real floor, each with the next seed, up to the first that breaks a promise. */
async function playFloor(seed: number, runs: number, print: Around["print"]): Promise<number> {
  for (let n = 0; n < runs; n += 1) {
    const { contacts, seated, kills, looks, broken } = await runMinute(seed + n, progressLine);
    progressLine("");
    print(
      `sim --floor: seed ${seed + n}, ${contacts} contacts, ${seated} seated, ${kills} of two nodes killed, ` +
        `looked at ${looks} times, ${broken.length} promises broken`,
    );
    for (const one of broken.slice(0, LAST_SHOWN_MAX)) print(`  ${one}`);
    if (broken.length === 0) continue;
    print(`again: SIM_SEED=${seed + n} npm run sim -- --floor`);
    return 1;
  }
  return 0;
}

async function again(file: string, engine: Step, print: Around["print"]): Promise<number> {
  const day = await readDay(file);
  if (typeof day === "string") {
    print(day);
    return 1;
  }
  const { broken, told } = playAgain(day, engine);
  print(
    broken === undefined
      ? `sim: ${told} moments, 0 promises broken`
      : `sim: broke a promise with moment ${told}: ${broken.promise}: ${broken.how}`,
  );
  return broken === undefined ? 0 : 1;
}

function readOrder(args: readonly string[], env: Around["env"]) {
  try {
    const options = { again: { type: "string" }, floor: { type: "boolean", default: false } } as const;
    const { again: file, floor } = parseArgs({ args: [...args], options }).values;
    const seed = Number(env["SIM_SEED"] ?? Math.floor(Math.random() * 1_000_000));
    const runs = env["SIM_RUNS"] === undefined ? undefined : Number(env["SIM_RUNS"]);
    const events = Number(env["SIM_EVENTS"] ?? EVENTS);
    const isRight = Number.isSafeInteger(seed) && seed >= 0 && [runs ?? 1, events].every(isCount);
    return isRight && !(floor && file !== undefined) ? { seed, runs, events, again: file, floor } : undefined;
  } catch {
    return undefined;
  }
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/** One line that changes, on a terminal; nothing elsewhere. */
const progress =
  (runs: number) =>
  (done: number, events: number): void =>
    progressLine(runs === 0 ? "" : `day ${done} of ${runs}, ${events} events`);

function progressLine(words: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${words === "" ? "" : `sim: ${words} …`}`);
}

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
