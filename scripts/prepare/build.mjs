import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { emit } from "./emit.mjs";
import { longStep } from "./long-step.mjs";
import { runCommand } from "./run-command.mjs";
import { readSources, readStamp, unlessBuilt } from "./sources.mjs";
import { StepFailure } from "./step-failure.mjs";

/** What goes into dist/, as in tsconfig.build.json, and what decides how. */
const folders = ["src", "adapters", "migrations", "emulator", "bench", "scripts"];
const files = ["ormconfig.ts", "tsconfig.json", "tsconfig.build.json", "package-lock.json"];

/** @typedef {import("./sources.mjs").Sources} Sources */

/**
 * The sources when dist/ does not fit them, `undefined` when it does (a few milliseconds).
 * @param {string} root
 * @returns {Promise<Sources | undefined>}
 */
export async function staleSources(root) {
  const isSource = (/** @type {string} */ name) => name.endsWith(".ts") && !name.endsWith(".test.ts");
  return unlessBuilt(await readSources(root, folders, files, isSource), stampPath(root));
}

/**
 * Compiles to dist/; wrong types are a failure.
 * @param {string} root
 * @param {Sources} sources as they were before compiling
 */
export async function build(root, sources) {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "-p", "tsconfig.build.json", "--pretty", "false"];
  const { code, tail } = await longStep("Building", () => runCommand(process.execPath, args, root));
  await removeOrphans(root, sources);
  if (code !== 0) throw new StepFailure(`Building failed. The compiler's last words:\n${tail}`);
  await writeFile(stampPath(root), JSON.stringify(sources));
}

/**
 * Makes dist/ current for tests: only what has changed, and types are not looked at (tests say more than the
 * compiler while somebody is in the middle of a change; `npm run check` forgives nothing).
 * @param {string} root
 * @param {Sources} sources
 */
export async function buildQuickly(root, sources) {
  const before = (await readStamp(stampPath(root))) ?? {};
  const sameRules = files.every((path) => before[path] === sources[path] || path === "ormconfig.ts");
  const changed = Object.keys(sources).filter(
    (path) =>
      path.endsWith(".ts") && sources[path] !== "missing" && !(sameRules && before[path] === sources[path]),
  );
  const wrong = await longStep("Building", () => emit(root, changed));
  await removeOrphans(root, sources);
  if (wrong.length > 0) console.error(`Not understood in ${wrong.length} places: ${wrong[0]}`);
  else await writeFile(stampPath(root), JSON.stringify(sources));
}

/**
 * The compiler leaves what it made of a source that is gone; a migration or an
 * adapter that was removed must not live on in there.
 * @param {string} root
 * @param {Sources} sources
 */
async function removeOrphans(root, sources) {
  for (const path of Object.keys((await readStamp(stampPath(root))) ?? {})) {
    if (sources[path] !== undefined) continue;
    const stem = join(root, "dist", path.replace(/\.ts$/, ""));
    for (const ending of [".js", ".js.map", ".d.ts"]) await rm(stem + ending, { force: true });
  }
}

/** @param {string} root */
function stampPath(root) {
  return join(root, "dist/.sources.json");
}
