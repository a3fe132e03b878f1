import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

import {
  type AnyScenario,
  type Line,
  type Scenario,
  scenarioFile,
  scenarioSchema,
} from "../scenarios/file.ts";
import { withDatabase } from "../scenarios/floor/database.ts";
import { playOnFloor } from "../scenarios/floor/play.ts";
import { play } from "../scenarios/play.ts";

const usage = `Usage: npm run scenarios -- [--floor] [--check] <file>

Plays the assignment scenarios of a file through the product's own engine; prints one JSON line a scenario:
{id, log}, or {id, error} where it cannot be read or played. With --floor it plays them through the real actions
and a PostgreSQL of the run's own, with a clock of its own. With --check it compares with what is expected, and ends
"N passed, N failed".`;

const FLAGS: readonly string[] = ["--check", "--floor"];

export type Played =
  | { readonly id: string; readonly log: readonly Line[]; readonly isRight: boolean | undefined }
  | { readonly id: string; readonly error: string };

export async function run(
  args: readonly string[],
  print: (line: string) => void = printLine,
): Promise<number> {
  const files = args.filter((arg) => !arg.startsWith("-"));
  const flags = args.filter((arg) => arg.startsWith("-"));
  const [file] = files;
  if (flags.includes("--help")) {
    print(usage);
    return 0;
  }
  if (file === undefined || files.length > 1 || flags.some((flag) => !FLAGS.includes(flag))) {
    print(usage);
    return 1;
  }
  const scenarios = await readScenarios(file);
  if (typeof scenarios === "string") {
    print(scenarios);
    return 1;
  }
  const check = flags.includes("--check");
  const played = flags.includes("--floor")
    ? await withDatabase((url) => playAll(scenarios, (scenario) => playOnFloor(url, scenario)))
    : await playAll(scenarios, play);
  for (const one of played) print(JSON.stringify(line(one, check)));
  if (!check) return played.some((one) => "error" in one) ? 1 : 0;
  const passed = played.filter((one) => "log" in one && one.isRight === true).length;
  print(`${passed} passed, ${played.length - passed} failed`);
  return passed === played.length ? 0 : 1;
}

/** The scenarios of a file, or one line that says why it has none. */
export async function readScenarios(file: string): Promise<readonly AnyScenario[] | string> {
  try {
    return scenarioFile.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : "";
    return `${file} is no file of scenarios (a JSON list, or {"scenarios": […]}): ${why}`;
  }
}

type Play = (scenario: Scenario) => readonly Line[] | Promise<readonly Line[]>;

/** One after the other. */
async function playAll(scenarios: readonly AnyScenario[], how: Play): Promise<readonly Played[]> {
  const played: Played[] = [];
  for (const scenario of scenarios) played.push(await playOne(scenario, how));
  return played;
}

/** One that cannot be played has failed; the others still are. */
export async function playOne(given: AnyScenario, how: Play = play): Promise<Played> {
  const { id } = given;
  try {
    const scenario = scenarioSchema.parse(given);
    const { expect } = scenario;
    const log = await how(scenario);
    return { id, log, isRight: expect && isDeepStrictEqual(log, expect) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

function line(played: Played, check: boolean): object {
  if ("error" in played || !check) {
    const { isRight: _isRight, ...rest } = { isRight: undefined, ...played };
    return rest;
  }
  const { id, log, isRight } = played;
  return isRight === true ? { id, log, passed: true } : { id, log, passed: false };
}

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
