import { relative } from "node:path";

/** @typedef {Awaited<ReturnType<typeof import("jest").runCLI>>["results"]} Results */

/**
 * The closing lines: what was skipped and why, then `N passed, N failed, N skipped`.
 * A suite that could not run counts as a failure, and so does running nothing.
 * @param {Results} results
 * @param {string} root
 * @param {boolean} byName only tests of some name were wanted: the others need no telling
 */
export function summarise(results, root, byName) {
  const passed = results.numPassedTests;
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  const lines = byName ? [] : skippedLines(results, root);
  if (passed + failed === 0) lines.push("No test was executed.");
  lines.push(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return { lines, ok: failed === 0 && passed > 0 && !results.wasInterrupted };
}

/**
 * One line a file and group: what was not tried must be seen. The reason stands
 * in the title ("redis bus (needs TEST_REDIS_URL)").
 * @param {Results} results
 * @param {string} root
 */
function skippedLines(results, root) {
  /** @type {Map<string, number>} */
  const groups = new Map();
  for (const suite of results.testResults) {
    for (const test of suite.testResults) {
      const title = test.ancestorTitles[0] ?? test.title;
      if (test.status !== "pending") continue;
      const group = `${relative(root, suite.testFilePath)}: ${title}`;
      groups.set(group, (groups.get(group) ?? 0) + 1);
    }
  }
  return [...groups].map(([group, count]) => `Skipped ${count}: ${group}`);
}
