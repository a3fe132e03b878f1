import { describe, expect, it } from "@jest/globals";
import { afterSecondLook, toLookAtAgain } from "../../scripts/testing/second-look.mjs";

type Results = Parameters<typeof toLookAtAgain>[0];

/** The part of jest's results that is read: three tests a file, and of these how many failed. */
const run = (suites: Readonly<Record<string, number>>, given: object = {}) =>
  ({
    wasInterrupted: false,
    testResults: Object.entries(suites).map(([file, numFailingTests]) => ({
      testFilePath: `/top/${file}`,
      numPassingTests: 3 - numFailingTests,
      numFailingTests,
      numPendingTests: 1,
      numTodoTests: 0,
      testResults: [],
    })),
    ...given,
  }) as unknown as Results;

describe("a second look", () => {
  it("is given to what shares the machine with a browser or processes, and to nothing else", () => {
    const suites = { "test/browser/a.test.ts": 1, "test/process/b.test.ts": 2, "test/core/c.test.ts": 1 };
    expect(toLookAtAgain(run({ ...suites, "test/browser/d.test.ts": 0 }), "/top")).toEqual([
      "test/browser/a.test.ts",
      "test/process/b.test.ts",
    ]);
    expect(toLookAtAgain(run(suites, { wasInterrupted: true }), "/top")).toEqual([]);
  });

  it("is given to any file in which each failure is the clock's, and to none with another beside", () => {
    const late = { status: "failed", failureMessages: ['thrown: "Exceeded timeout of 60000 ms for a test.'] };
    const wrong = { status: "failed", failureMessages: ["expect(received).toBe(expected)"] };
    const fine = { status: "passed", failureMessages: [] };
    const suites = run({ "test/core/late.test.ts": 1, "test/core/wrong.test.ts": 2 });
    Object.assign(suites.testResults[0] ?? {}, { testResults: [fine, late] });
    Object.assign(suites.testResults[1] ?? {}, { testResults: [late, wrong] });
    expect(toLookAtAgain(suites, "/top")).toEqual(["test/core/late.test.ts"]);
  });

  it("is given to a file that could not run at all", () => {
    const broken = run({ "test/browser/a.test.ts": 0 });
    Object.assign(broken.testResults[0] ?? {}, { testExecError: new Error("no server") });
    expect(toLookAtAgain(broken, "/top")).toEqual(["test/browser/a.test.ts"]);
    const { results, again } = afterSecondLook(broken, broken, "/top");
    expect(results.numRuntimeErrorTestSuites).toBe(1);
    expect(again).toEqual(["Run twice: test/browser/a.test.ts: failed again"]);
  });

  it("is given to nothing where too much is broken to be an accident", () => {
    const many = Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`test/browser/${at}.test.ts`, 1]));
    expect(toLookAtAgain(run(many), "/top")).toEqual([]);
  });

  it("counts in place of the first, and names what was late", () => {
    const first = run({ "test/browser/a.test.ts": 2, "test/process/b.test.ts": 1, "test/core/c.test.ts": 0 });
    const second = run({ "test/browser/a.test.ts": 0, "test/process/b.test.ts": 1 });
    const { results, again } = afterSecondLook(first, second, "/top");
    expect(results).toMatchObject({ numPassedTests: 8, numFailedTests: 1, numPendingTests: 3 });
    expect(again).toEqual([
      "Run twice: test/browser/a.test.ts: passed alone",
      "Run twice: test/process/b.test.ts: failed again",
    ]);
  });
});
