import { describe, expect, it } from "@jest/globals";
import { summarise } from "../../scripts/testing/summary.mjs";

type Results = Parameters<typeof summarise>[0];

const counts = {
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  wasInterrupted: false,
  testResults: [],
};

/** The part of jest's results that is read. */
const results = (given: object) => ({ ...counts, ...given }) as unknown as Results;

describe("the closing lines of npm test", () => {
  it.each([
    ["all passed", { numPassedTests: 3 }, "3 passed, 0 failed, 0 skipped", true],
    ["one failed", { numPassedTests: 3, numFailedTests: 1 }, "3 passed, 1 failed, 0 skipped", false],
    [
      "a suite could not run",
      { numPassedTests: 3, numRuntimeErrorTestSuites: 1 },
      "3 passed, 1 failed, 0 skipped",
      false,
    ],
    ["nothing ran", { numPendingTests: 2 }, "0 passed, 0 failed, 2 skipped", false],
    [
      "it was interrupted",
      { numPassedTests: 1, wasInterrupted: true },
      "1 passed, 0 failed, 0 skipped",
      false,
    ],
  ])("when %s", (_, given, line, ok) => {
    const summary = summarise(results(given), "/top", false);
    expect(summary.lines.at(-1)).toBe(line);
    expect(summary.ok).toBe(ok);
  });

  it("name what was skipped, unless only some names were wanted", () => {
    const skipped = {
      status: "pending",
      ancestorTitles: ["redis bus (needs TEST_REDIS_URL)"],
      title: "wakes",
    };
    const testResults = [{ testFilePath: "/top/test/bus/redis.test.ts", testResults: [skipped, skipped] }];
    const given = results({ numPassedTests: 1, numPendingTests: 2, testResults });
    expect(summarise(given, "/top", false).lines).toEqual([
      "Skipped 2: test/bus/redis.test.ts: redis bus (needs TEST_REDIS_URL)",
      "1 passed, 0 failed, 2 skipped",
    ]);
    expect(summarise(given, "/top", true).lines).toEqual(["1 passed, 0 failed, 2 skipped"]);
  });
});
