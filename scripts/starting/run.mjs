import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { importBuilt, prepare, root } from "../prepare/index.mjs";
import { exitWith, StepFailure } from "../prepare/step-failure.mjs";

/**
 * `node scripts/run.mjs <name> [arguments]`: runs scripts/command/<name>.ts (or
 * bench/index.ts), built first where it is stale. Each exports
 * `run(args: readonly string[]): Promise<number>`, the exit code.
 * @param {readonly string[]} args
 */
export async function runScript([name, ...args]) {
  try {
    const modules = await listScripts();
    const path = modules.get(name ?? "");
    if (path === undefined) {
      throw new StepFailure(`Which script? node scripts/run.mjs <${[...modules.keys()].join("|")}>`);
    }
    // What leaves the house was built without forgiving anything.
    await prepare({ tolerant: name !== "bundle" });
    const { run } = await importBuilt(path);
    process.exitCode = await run(args);
  } catch (error) {
    exitWith(error);
  }
}

/** @returns {Promise<Map<string, string>>} from the name to the module in dist/ */
async function listScripts() {
  const names = await readdir(join(root, "scripts", "command"));
  const scripts = names.filter((name) => name.endsWith(".ts")).map((name) => name.slice(0, -".ts".length));
  return new Map([
    ["bench", "bench/index.js"],
    ...scripts.map((name) => /** @type {const} */ ([name, `scripts/command/${name}.js`])),
  ]);
}
