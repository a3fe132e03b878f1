import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

import { ours } from "./engine.ts";
import { peers } from "./peers/engines.ts";
import { listSets, readSet } from "./question-set.ts";
import { measureQuality, qualityLine } from "./quality.ts";
import { measureSpeed, type Speed } from "./speed.ts";

export const answersUsage = `npm run bench -- answers [folder …] [--no-peers]
  how well the bot finds whose a question is, beside other engines; each folder holds one set of questions, or many
  (default ../shared/faq); where it holds a folder "scale", the speed at 1,000, 10,000 and 96,000 questions`;

const DEFAULT_FOLDER = "../shared/faq";
const SCALE = "scale";
const SIZES = [1_000, 10_000, 96_000] as const;

/** `npm run bench -- answers`: figures to stderr, one JSON line to stdout. */
export async function answers(args: readonly string[]): Promise<number> {
  const [first = "", second = "", size = ""] = args;
  if (first === "--speed") {
    process.stdout.write(`${JSON.stringify(await measureSpeed(second, Number(size)))}\n`);
    return 0;
  }
  const given = args.filter((arg) => arg !== "--no-peers");
  const folders = given.length === 0 ? [DEFAULT_FOLDER] : given;
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) {
    process.stderr.write(`There is no folder ${missing}.\n\n${answersUsage}\n`);
    return 1;
  }
  const engines = args.includes("--no-peers") ? [ours] : [ours, ...peers];
  const sets = [];
  for (const folder of (await Promise.all(folders.map(listSets))).flat()) {
    const set = await readSet(folder);
    for (const engine of engines) {
      const quality = await measureQuality(engine, set);
      process.stderr.write(`${qualityLine(quality)}\n`);
      sets.push(quality);
    }
  }
  const scales = folders.map((folder) => join(folder, SCALE)).filter((folder) => existsSync(folder));
  const speed = scales.flatMap((folder) => SIZES.map((count) => speedOf(folder, count)));
  process.stdout.write(`${JSON.stringify({ sets, speed })}\n`);
  return 0;
}

/** In a process of its own, whose memory nothing else has filled. */
function speedOf(folder: string, count: number): Speed {
  const bench = ["scripts/run.mjs", "bench", "answers", "--speed", folder, String(count)];
  const { stdout } = spawnSync(process.execPath, bench, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const speed = JSON.parse(stdout) as Speed;
  process.stderr.write(
    `${speed.questions} questions: p50 ${speed.p50Ms.toFixed(2)} ms, p99 ${speed.p99Ms.toFixed(2)} ms ` +
      `(of the processor ${speed.cpuP50Ms.toFixed(2)} and ${speed.cpuP99Ms.toFixed(2)}), ` +
      `learned in ${speed.learnMs} ms, ${speed.residentMb} MB\n`,
  );
  return speed;
}
