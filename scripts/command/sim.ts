import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { step } from "../../src/core/assignment/engine/step.ts";
import type { Step } from "../simulation/day/house.ts";
import { playAgain } from "../simulation/play/again.ts";
import { readDay, writeDay } from "../simulation/play/day-file.ts";
import { type Failed, runDays } from "../simulation/play/days.ts";
import { fairnessOf } from "../simulation/shift.ts";

const USAGE = `npm run sim -- [--again <file>]

Days of fans and agents by chance on the assignment engine, each on another floor: bursts, reaction times, breaks, lost
networks, declines, transfers, skills, due times, closed queues, clocks that jump. After every step all promises of the
floor are looked at; then fans stop coming, and all must end. The first that breaks one is told with its seed and the
fewest events that still break it, as a file that --again plays. Ends with 1 then.

  SIM_SEED    the first day's seed; each next day has the next one. Else any
  SIM_RUNS    how many days (200)
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
  const { seed, runs, events } = order;
  const began = performance.now();
  const days = runDays({ seed, runs, events, step: engine, say: progress(runs) });
  progress(0)(0, 0);
  if (days.failed !== undefined) return tellFailed(days.failed, { events, folder, print });
  const seconds = (performance.now() - began) / 1_000;
  const spread = meanSpread(seed);
  print(
    `sim: seed ${seed}, ${days.runs} days, ${days.events} events in ${seconds.toFixed(1)} s ` +
      `(${Math.round(days.events / seconds)}/s), 0 promises broken; ` +
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
    const { values } = parseArgs({ args: [...args], options: { again: { type: "string" } } });
    const number = (name: string, otherwise: number): number => Number(env[name] ?? otherwise);
    const seed = number("SIM_SEED", Math.floor(Math.random() * 1_000_000));
    const runs = number("SIM_RUNS", RUNS);
    const events = number("SIM_EVENTS", EVENTS);
    const isRight = Number.isSafeInteger(seed) && seed >= 0 && [runs, events].every(isCount);
    return isRight ? { seed, runs, events, again: values.again } : undefined;
  } catch {
    return undefined;
  }
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/** One line that changes, on a terminal; nothing elsewhere. */
const progress =
  (runs: number) =>
  (done: number, events: number): void => {
    if (!process.stderr.isTTY) return;
    process.stderr.write(`\r\u001b[K${runs === 0 ? "" : `sim: day ${done} of ${runs}, ${events} events …`}`);
  };

function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
