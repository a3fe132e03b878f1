import { relative } from "node:path";

/** @typedef {import("./summary.mjs").Results} Results */

/** More than these are no accident, and looking again would only take long. */
const FILES_MAX = 12;

/**
 * Tests that watch a browser or processes of their own share the machine with them, and may be late; so may any test
 * that failed by jest's clock alone (a disk that stood still for a minute says nothing of our code). Their file runs once
 * more, on a fresh server, with nothing else running: what is wrong is wrong again, and what was late is named.
 * All other tests get one try.
 * @param {Results} results
 * @param {string} root
 * @returns {string[]} files, from the root
 */
export function toLookAtAgain(results, root) {
  if (results.wasInterrupted) return [];
  const late = results.testResults
    .filter(hasFailed)
    .map((suite) => ({ file: relative(root, suite.testFilePath), byClock: failedByClock(suite) }))
    .filter(({ file, byClock }) => byClock || /^test\/(?:browser|process)\//.test(file))
    .map(({ file }) => file);
  return late.length > FILES_MAX ? [] : late;
}

/**
 * The first run's results with the second's in their place, and a line for each file that was run twice.
 * @param {Results} first
 * @param {Results} second
 * @param {string} root
 */
export function afterSecondLook(first, second, root) {
  const seen = new Map(second.testResults.map((suite) => [suite.testFilePath, suite]));
  const testResults = first.testResults.map((suite) => seen.get(suite.testFilePath) ?? suite);
  const again = [...seen.values()].map(
    (suite) =>
      `Run twice: ${relative(root, suite.testFilePath)}: ${hasFailed(suite) ? "failed again" : "passed alone"}`,
  );
  const sum = (/** @type {(suite: Results["testResults"][number]) => number} */ count) =>
    testResults.reduce((total, suite) => total + count(suite), 0);
  /** @type {Results} */
  const results = {
    ...first,
    testResults,
    numPassedTests: sum((suite) => suite.numPassingTests),
    numFailedTests: sum((suite) => suite.numFailingTests),
    numPendingTests: sum((suite) => suite.numPendingTests),
    numTodoTests: sum((suite) => suite.numTodoTests),
    numRuntimeErrorTestSuites: sum((suite) => (suite.testExecError ? 1 : 0)),
    wasInterrupted: first.wasInterrupted || second.wasInterrupted,
  };
  return { results, again };
}

/** @param {Results["testResults"][number]} suite */
function hasFailed(suite) {
  return suite.numFailingTests > 0 || Boolean(suite.testExecError);
}

/** @param {Results["testResults"][number]} suite */
function failedByClock(suite) {
  const failed = suite.testResults.filter(({ status }) => status === "failed");
  return (
    failed.length > 0 &&
    failed.every(({ failureMessages }) =>
      failureMessages.every((message) => message.includes("Exceeded timeout of")),
    )
  );
}
