import { parseArgs } from "node:util";

import { SCENARIOS } from "../faults/nemesis/list.ts";
import { type Report, runScenario } from "../faults/run.ts";

const USAGE = `npm run faults -- [--minutes N] [--seed S] [--only F1,F5] [--kills N]

Starts the whole service in a temporary folder, two nodes with a PostgreSQL and, where there is a redis-server, a Redis of
their own, lets fans write and agents answer, breaks something, heals it, and looks at what everybody saw: fans, agents,
the platform, the database. Each fault once, about a minute each; with --minutes again and again with the next seed,
until the time is over. The same seed makes the same choices, not the same moment. Ends with 1 if a promise was broken.

${SCENARIOS.map(({ key, title }) => `  ${key.padEnd(4)} ${title}`).join("\n")}
  F4   a process dies at each of its crash points: npm test -- test/process/crash`;

const KILLS = 10;

export async function run(args: string[]): Promise<number> {
  const order = readOrder(args);
  if (order === undefined) {
    print(USAGE);
    return args.includes("--help") ? 0 : 1;
  }
  // Should it end in the middle, with nothing left to wait for, that is no success.
  process.exitCode = 1;
  const { minutes, only, kills } = order;
  const chosen = SCENARIOS.filter(({ key }) => only.length === 0 || only.includes(key));
  const until = Date.now() + minutes * 60_000;
  const broken: Report[] = [];
  for (let { seed } = order; ; seed += 1) {
    print(`seed ${seed}`);
    for (const scenario of chosen) {
      const say = progress(scenario.key);
      const report = await runScenario(scenario, { seed, kills, say });
      say("");
      print(typeof report === "string" ? `${scenario.key.padEnd(4)} not run: ${report}` : describe(report));
      if (typeof report !== "string" && report.violations.length > 0) broken.push(report);
    }
    if (Date.now() >= until) break;
  }
  return broken.length > 0 ? 1 : 0;
}

const VIOLATIONS_SHOWN_MAX = 20;

function describe(report: Report): string {
  const { key, title, seed, faults, recoveryMs, messages, answers, unheard, unknown } = report;
  const { notes, violations, logs } = report;
  const sorted = recoveryMs.toSorted((a, b) => a - b);
  const seconds = (part: number): string =>
    ((sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? 0) / 1_000).toFixed(1);
  const recovery = sorted.length === 0 ? "" : `, again after ${seconds(0.5)} s (at most ${seconds(1)} s)`;
  return [
    `${key.padEnd(4)} ${title}: ${faults} faults${recovery}, ${messages} messages, ${answers} answers, ` +
      `${unheard} unheard, ${unknown} in doubt, ${[...notes, `${violations.length} violations`].join(", ")}`,
    ...violations.slice(0, VIOLATIONS_SHOWN_MAX).map((one) => `     ${one}`),
    ...(logs === undefined
      ? []
      : [`     logs: ${logs}`, `     again: npm run faults -- --only ${key} --seed ${seed}`]),
  ].join("\n");
}

function readOrder(args: string[]) {
  const text = { type: "string" } as const;
  try {
    const { values } = parseArgs({ args, options: { minutes: text, seed: text, only: text, kills: text } });
    const number = (given: string | undefined, otherwise: number): number => Number(given ?? otherwise);
    const only = values.only?.split(",") ?? [];
    const minutes = number(values.minutes, 0);
    const seed = number(values.seed, Math.floor(Math.random() * 1_000_000));
    const kills = number(values.kills, KILLS);
    const isRight =
      minutes >= 0 &&
      [seed, kills].every((one) => Number.isInteger(one) && one >= 0) &&
      only.every((key) => SCENARIOS.some((scenario) => scenario.key === key));
    return isRight ? { minutes, seed, only, kills } : undefined;
  } catch {
    return undefined;
  }
}

/** One line that changes, on a terminal; nothing elsewhere. */
const progress =
  (key: string) =>
  (words: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${words === "" ? "" : `${key} ${words} …`}`);
  };

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
