import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";

import { z } from "zod";

import { runApiBody } from "../vectors/api-bodies.ts";
import { runCrypto } from "../vectors/crypto.ts";
import { runCustomSend } from "../vectors/custom-send.ts";
import { runError } from "../vectors/errors.ts";
import { runInboundJson, runInboundXml } from "../vectors/inbound.ts";
import { runReplyXml } from "../vectors/reply-xml.ts";
import { skipped, type Result, type Vector } from "../vectors/result.ts";
import { runWeibo } from "../vectors/weibo.ts";

const usage = `Usage: npm run vectors -- <folder> [--check]

Runs the protocol vectors of a folder through the product's own code; prints one JSON line a vector:
{id, output}, or {id, skipped} with the reason. With --check it compares, and ends "N passed, N failed, N skipped".`;

/** How each file's vectors are run, by the file's name. */
const runners: ReadonlyMap<string, (vector: Vector) => Result | Promise<Result>> = new Map<
  string,
  (vector: Vector) => Result | Promise<Result>
>([
  ["crypto.json", runCrypto],
  ["inbound_xml.json", runInboundXml],
  ["inbound_json.json", runInboundJson],
  ["reply_xml.json", runReplyXml],
  ["custom_send.json", runCustomSend],
  ["api_bodies.json", runApiBody],
  ["wecom_kf.json", (vector) => skipped(vector, "WeCom customer service is not built yet")],
  ["weibo.json", runWeibo],
  ["errors.json", runError],
]);

const vectorList = z.array(z.looseObject({ id: z.string() }));
const vectorFile = z.union([vectorList, z.object({ vectors: vectorList }).transform((file) => file.vectors)]);

export async function run(args: string[], print: (line: string) => void = printLine): Promise<number> {
  const folders = args.filter((arg) => !arg.startsWith("-"));
  const flags = args.filter((arg) => arg.startsWith("-"));
  if (flags.includes("--help")) {
    print(usage);
    return 0;
  }
  const [folder] = folders;
  if (folder === undefined || folders.length > 1 || flags.some((flag) => flag !== "--check")) {
    print(usage);
    return 1;
  }
  const results = await runFolder(folder);
  if (typeof results === "string") {
    print(results);
    return 1;
  }
  const check = flags.includes("--check");
  for (const result of results) print(JSON.stringify(line(result, check)));
  return check ? summarise(results, print) : 0;
}

/** Every vector's result, or one line that says why the folder is no folder of vectors. */
export async function runFolder(folder: string): Promise<readonly Result[] | string> {
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith(".json")).toSorted();
  } catch {
    return `${folder} cannot be read. Give the folder that holds the vectors' JSON files.`;
  }
  if (names.length === 0) return `${folder} holds no JSON files. Give the folder that holds the vectors.`;
  const results: Result[] = [];
  for (const name of names) {
    const vectors = await readVectors(join(folder, name));
    if (typeof vectors === "string") return vectors;
    for (const vector of vectors) results.push(await runVector(name, vector));
  }
  return results;
}

async function readVectors(path: string): Promise<readonly Vector[] | string> {
  try {
    return vectorFile.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return `${basename(path)} is not a list of vectors (a JSON list, or {"vectors": […]}, each with an id).`;
  }
}

/** A vector that breaks our code has failed; the others still run. */
async function runVector(file: string, vector: Vector): Promise<Result> {
  const runner = runners.get(file);
  if (runner === undefined) return skipped(vector, `no runner for ${file}`);
  try {
    return await runner(vector);
  } catch (error) {
    return { kind: "ran", id: vector.id, output: null, failure: `threw: ${String(error)}` };
  }
}

function line(result: Result, check: boolean): object {
  if (result.kind === "skipped") return { id: result.id, skipped: result.reason };
  const { id, output, failure } = result;
  if (!check) return { id, output };
  return failure === undefined ? { id, output, passed: true } : { id, output, passed: false, failure };
}

function summarise(results: readonly Result[], print: (line: string) => void): number {
  const skippedCount = results.filter((result) => result.kind === "skipped").length;
  const failed = results.filter((result) => result.kind === "ran" && result.failure !== undefined).length;
  print(`${results.length - skippedCount - failed} passed, ${failed} failed, ${skippedCount} skipped`);
  return failed > 0 ? 1 : 0;
}

function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}
