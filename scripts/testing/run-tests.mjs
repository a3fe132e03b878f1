import { rmSync } from "node:fs";
import { chmod, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { prepare, root } from "../prepare/index.mjs";
import { exitWith } from "../prepare/step-failure.mjs";
import { cleanUpOnSignals, createCleanup } from "./cleanup.mjs";
import { scratchParent } from "./scratch.mjs";
import { afterSecondLook, toLookAtAgain } from "./second-look.mjs";
import { summarise } from "./summary.mjs";
import { openTestServer } from "./test-database.mjs";

/**
 * `npm test -- <jest's arguments>`: installs and builds what is missing, runs
 * the tests against a database server of their own, and leaves nothing behind.
 * @param {readonly string[]} args
 */
export async function runTests(args) {
  const cleanup = createCleanup();
  try {
    await prepare({ tolerant: true, withConsole: wantConsole(args) });
    cleanUpOnSignals(cleanup);
    await useTemporaryFolder();
    const { results, again } = await runTwice(args, await openTestServer(cleanup));
    await cleanup.run();
    const { lines, ok } = summarise(results, root, args.some(isNameFilter));
    console.log([...again, ...lines].join("\n"));
    // Not by letting Node run out: a test that left a timer behind would hang the run.
    process.exit(ok ? 0 : 1);
  } catch (error) {
    await cleanup.run();
    exitWith(error);
  }
}

/**
 * What tests put into the temporary folder goes when the run does, even when it is stopped
 * half-way. At the very end, since tests that were not waited for go on writing until then.
 */
async function useTemporaryFolder() {
  const folder = await mkdtemp(join(scratchParent(), "seatbridge-test-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true, maxRetries: 20 }));
  // PostgreSQL runs as another user where we are root.
  await chmod(folder, 0o711);
  process.env["TMPDIR"] = folder;
}

/**
 * The chosen tests; then once more, alone, what may only have been late.
 * @param {readonly string[]} args
 * @param {import("./test-database.mjs").TestServer} server
 */
async function runTwice(args, server) {
  const first = await runJest(args, server);
  const late = toLookAtAgain(first, root);
  if (late.length === 0) return { results: first, again: [] };
  console.log(`Once more, alone: ${late.join(", ")}`);
  const byName = args.filter((arg, at) => isNameFilter(arg) || isNameFilter(args[at - 1] ?? ""));
  const second = await runJest([...byName, "--maxWorkers=1", "--runTestsByPath", ...late], server);
  return afterSecondLook(first, second, root);
}

/**
 * @param {readonly string[]} args
 * @param {import("./test-database.mjs").TestServer} server
 */
async function runJest(args, server) {
  // Read by test/support/database.ts, in jest's workers too.
  process.env["SEATBRIDGE_TEST_ADMIN_URL"] = server.adminUrl;
  process.env["SEATBRIDGE_TEST_PREFIX"] = server.prefix;
  process.env["SEATBRIDGE_TEST_TEMPLATE"] = server.template;
  const { buildArgv, runCLI } = await import("jest");
  // Finding no test is told by our own last line; jest would end the process over it.
  const argv = await buildArgv([...args, "--passWithNoTests"]);
  const { results } = await runCLI(argv, [root]);
  return results;
}

/**
 * Whether the chosen tests may look at the built console; without a choice, they do.
 * @param {readonly string[]} args
 */
function wantConsole(args) {
  if (args.includes("--findRelatedTests")) return true;
  const chosen = args.filter((arg) => arg.includes("/") && !arg.startsWith("-"));
  return chosen.length === 0 || chosen.some((path) => /browser|console|process/.test(path));
}

/** @param {string} arg */
function isNameFilter(arg) {
  return /^(?:-t|--testNamePattern)/.test(arg);
}
