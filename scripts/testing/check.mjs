import { spawn } from "node:child_process";
import { join } from "node:path";
import { prepare, root } from "../prepare/index.mjs";
import { exitWith } from "../prepare/step-failure.mjs";
import { runTests } from "./run-tests.mjs";

const folders = ["src", "adapters", "migrations", "emulator", "bench", "console", "scripts", "test"];
const linted = [...folders, "ormconfig.ts"];
const formatted = [...linted, "jest.config.js", "package.json", "tsconfig.json", "tsconfig.build.json"];

/** What must hold before anything is committed, cheapest first. */
const steps = /** @type {const} */ ([
  ["Format", "oxfmt", ["--check", ...formatted]],
  ["Lint", "oxlint", ["--type-aware", ...linted]],
  ["Types", "tsc", ["--noEmit", "-p", "tsconfig.json"]],
  ["Types of the console", "vue-tsc", ["--noEmit", "-p", "console/tsconfig.json"]],
  ["Types of its tests", "vue-tsc", ["--noEmit", "-p", "test/browser/tsconfig.json"]],
]);

/**
 * `npm run check [-- --no-tests]`: format, lint, types, tests; stops at the first that fails.
 * @param {readonly string[]} args
 */
export async function check(args) {
  try {
    await prepare({ tolerant: true });
    for (const [name, tool, toolArgs] of steps) {
      const code = await run(join(root, "node_modules/.bin", tool), toolArgs);
      console.log(`${name}: ${code === 0 ? "right" : "wrong, see above"}`);
      if (code !== 0) process.exit(code);
    }
  } catch (error) {
    exitWith(error);
  }
  if (!args.includes("--no-tests")) await runTests(args);
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...args], { cwd: root, stdio: ["ignore", "inherit", "inherit"] });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
