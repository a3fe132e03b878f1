import { describe, expect, it } from "@jest/globals";

import { blamedIn } from "../../../src/core/trial/blame.ts";
import type { Outcome } from "../../../src/core/trial/outcome.ts";
import type { Report } from "../../../src/core/trial/trial.ts";
import type { Doubt } from "../../../src/core/trial/verdict.ts";

const answered = (entryId: string): Outcome => ({ kind: "answered", entryId });
const MISSED: Outcome = { kind: "missed" };
const report = (golden: Partial<Report["golden"]>, changes: Report["replay"]["changes"] = []): Report => ({
  golden: { total: 9, right: 9, worse: [], wrong: [], ...golden },
  replay: { messages: 9, answeredBefore: 9, answeredAfter: 9, worse: 0, changes },
});
const TRIED = new Set(["a", "b", "c"]);
const wantedOf = (id: string) => (id === "nobody's" ? null : id);
const doubt = (code: "golden_worse" | "golden_own"): Doubt => ({ code, n: 1 });

describe("who of those that were tried together holds them up", () => {
  it.each<[string, Report, Doubt[], { entryId: string; n: number }[]]>([
    [
      "is who would answer the question now, which is another's",
      report({ worse: [{ goldenId: "old", was: answered("old"), now: answered("a") }] }),
      [doubt("golden_worse")],
      [{ entryId: "a", n: 1 }],
    ],
    [
      "is who answered it, where nobody of them does now",
      report({ worse: [{ goldenId: "b", was: answered("b"), now: MISSED }] }),
      [doubt("golden_worse")],
      [{ entryId: "b", n: 1 }],
    ],
    [
      "is who takes another's question, not whose it is",
      report({
        worse: [{ goldenId: "b", was: answered("b"), now: { kind: "asked", entryIds: ["b", "c"] } }],
      }),
      [doubt("golden_worse")],
      [{ entryId: "c", n: 1 }],
    ],
    [
      "is who answers what nobody is to answer",
      report({ worse: [{ goldenId: "nobody's", was: MISSED, now: answered("c") }] }),
      [doubt("golden_worse")],
      [{ entryId: "c", n: 1 }],
    ],
    [
      "is who does not answer its own question",
      report({ wrong: [{ goldenId: "a", was: MISSED, now: MISSED }] }),
      [doubt("golden_own")],
      [{ entryId: "a", n: 1 }],
    ],
    [
      "is counted by messages, the worst first; an answer that is new holds nothing",
      report({ worse: [{ goldenId: "old", was: answered("old"), now: answered("a") }] }, [
        { conversationId: "1", seq: 1, messages: 3, was: answered("old"), now: answered("b") },
        { conversationId: "2", seq: 1, messages: 7, was: MISSED, now: answered("c") },
      ]),
      [doubt("golden_worse"), { code: "replay_worse", n: 3, of: 9 }],
      [
        { entryId: "b", n: 3 },
        { entryId: "a", n: 1 },
      ],
    ],
    [
      "is nobody where nothing speaks against them",
      report({}, [{ conversationId: "1", seq: 1, messages: 1, was: answered("old"), now: answered("b") }]),
      [],
      [],
    ],
  ])("%s", (_, given, doubts, blamed) => {
    expect(blamedIn([given], doubts, TRIED, wantedOf)).toEqual(blamed);
  });
});
