import { describe, expect, it } from "@jest/globals";

import { decide, type Limits } from "../../../src/core/answer/decide.ts";
import { EMPTY_MEMORY } from "../../../src/core/answer/decision.ts";
import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { OUR_MATTERS } from "../../../src/core/answer/words/own.ts";
import type { Entry } from "../../../src/core/knowledge/entry.ts";
import type { Writing } from "../../../src/core/knowledge/writing.ts";
import { entriesWith, matchedBy } from "../../../src/core/trial/moved.ts";
import { servedBy } from "../../../src/core/trial/outcome.ts";
import {
  type Decide,
  type Golden,
  type Replayed,
  type Report,
  tryingOut,
} from "../../../src/core/trial/trial.ts";
import { doubtsOf } from "../../../src/core/trial/verdict.ts";

const LIMITS: Limits = {
  threshold: 0.5,
  askFrom: 0.3,
  margin: 0.11,
  missesMax: 2,
  optionsMax: 3,
  repeats: true,
  matters: OUR_MATTERS,
};
const SHIP = "ship";
const PAY = "pay";
const entry = (id: string, ...phrasings: readonly [string, ...string[]]): Entry => ({
  id,
  version: 1,
  key: id,
  title: phrasings[0],
  phrasings: phrasings.slice(1),
  answer: { kind: "text", text: id },
});
const LIVE = [
  entry(SHIP, "什么时候发货", "几时发货", "多久能发出"),
  entry(PAY, "怎么开发票", "发票在哪里开", "可以开票吗"),
];
/** Rules as they are; of entries only what is one of their phrasings, as three of them are too few to be sure by. */
const knowing = (entries: readonly Entry[]): Decide => {
  const matcher = { ...buildMatcher(entries), matchFolded: () => [] };
  return (text) => decide(matcher, { text }, EMPTY_MEMORY, LIMITS);
};
const heard = (...texts: readonly string[]): readonly Replayed[] =>
  texts.map((text, n) => ({ conversationId: `c${n}`, seq: 1, text }));
const golden = (id: string, text: string, entryId: string | null): Golden => ({ id, text, entryId });

function tried(
  after: readonly Entry[],
  given: { goldens?: readonly Golden[]; replayed?: readonly Replayed[] },
): Report {
  const run = tryingOut(knowing(LIVE), knowing(after), { goldens: [], replayed: [], ...given });
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
  }
}

describe("a trial of new knowledge", () => {
  const GOLDENS = [
    golden("g1", "几时发货", SHIP),
    golden("g2", "发票在哪里开", PAY),
    golden("g3", "橘色钢琴在月球上游泳", null),
  ];

  it("finds nothing to say where nothing moves", () => {
    const report = tried(LIVE, { goldens: GOLDENS, replayed: heard("什么时候发货", "怎么开发票？") });
    expect(report).toMatchObject({
      golden: { total: 3, right: 3, worse: [], wrong: [] },
      replay: { messages: 2, answeredBefore: 2, answeredAfter: 2, worse: 0, changes: [] },
    });
    expect(doubtsOf(report, new Set(["g1"]), { replayWorseShare: 0 })).toEqual([]);
  });

  it("names each golden question that the new knowledge would serve worse", () => {
    const greedy = entry("greedy", "几时发货", "什么时候发货呀", "何时发货");
    const [ship, pay] = LIVE as [Entry, Entry];
    const without = { ...ship, phrasings: ["多久能发出"], title: "多久发出" };
    const report = tried([without, pay, greedy], { goldens: GOLDENS });
    expect(report.golden).toMatchObject({
      right: 2,
      worse: [
        {
          goldenId: "g1",
          was: { kind: "answered", entryId: SHIP },
          now: { kind: "answered", entryId: "greedy" },
        },
      ],
    });
    expect(doubtsOf(report, new Set(), { replayWorseShare: 0 })).toEqual([{ code: "golden_worse", n: 1 }]);
  });

  it("counts a golden question that was wrong before against its own entry alone", () => {
    const goldens = [golden("g9", "橘色钢琴在月球上游泳", "new")];
    const report = tried([...LIVE, entry("new", "能不能刻字")], { goldens });
    expect(report.golden).toMatchObject({ worse: [], wrong: [{ goldenId: "g9" }] });
    expect(doubtsOf(report, new Set(["g9"]), { replayWorseShare: 0 })).toEqual([
      { code: "golden_own", n: 1 },
    ]);
    expect(doubtsOf(report, new Set(), { replayWorseShare: 0 })).toEqual([]);
  });

  it("tells answers that would be lost from those that would be won, and counts the same words as one question", () => {
    const [, pay] = LIVE as [Entry, Entry];
    const replayed = heard("什么时候发货", "什么时候发货？", "什么时候发货！", "能不能刻字", "怎么开发票");
    const report = tried([pay, entry("new", "能不能刻字", "可以刻字吗")], { replayed });
    expect(report.replay).toMatchObject({ messages: 5, answeredBefore: 4, answeredAfter: 2, worse: 3 });
    expect(report.replay.changes).toMatchObject([
      { conversationId: "c0", messages: 3, was: { kind: "answered", entryId: SHIP } },
      { conversationId: "c3", messages: 1, now: { kind: "answered", entryId: "new" } },
    ]);
    expect(doubtsOf(report, new Set(), { replayWorseShare: 0.01 })).toEqual([
      { code: "replay_worse", n: 3, of: 4 },
    ]);
    expect(doubtsOf(report, new Set(), { replayWorseShare: 0.75 })).toEqual([]);
  });

  it("holds nothing against what rules decide, whatever is known", () => {
    const report = tried([], { replayed: heard("转人工", "插座冒烟了", "谢谢") });
    expect(report.replay).toMatchObject({ messages: 3, answeredBefore: 0, worse: 0, changes: [] });
  });
});

describe("how well a question is served", () => {
  it("is best answered by its entry, second best after asking back, and nobody's question by silence", () => {
    expect(servedBy({ kind: "answered", entryId: PAY }, PAY)).toBe(2);
    expect(servedBy({ kind: "asked", entryIds: [SHIP, PAY] }, PAY)).toBe(1);
    expect(servedBy({ kind: "asked", entryIds: [SHIP] }, PAY)).toBe(0);
    expect(servedBy({ kind: "answered", entryId: SHIP }, PAY)).toBe(0);
    expect(servedBy({ kind: "missed" }, PAY)).toBe(0);
    expect(servedBy({ kind: "missed" }, null)).toBe(2);
    expect(servedBy({ kind: "answered", entryId: PAY }, null)).toBe(0);
  });
});

describe("what is tried", () => {
  const writing: Writing = {
    title: "什么时候发货",
    phrasings: ["发货时间"],
    answer: { kind: "text", text: "两天" },
    variants: {},
    validFrom: null,
    validUntil: null,
    accountIds: [],
  };
  const on = { platform: "test", at: 1_000 };

  it("stands in the place of what is published, under the same key", () => {
    const entries = entriesWith(LIVE, [{ entryId: SHIP, writing }], on);
    expect(entries.map(({ id }) => id).toSorted()).toEqual([PAY, SHIP]);
    expect(entries.find(({ id }) => id === SHIP)).toMatchObject({
      version: 2,
      key: SHIP,
      phrasings: ["发货时间"],
    });
  });

  it("does not answer before it begins, nor after it is over", () => {
    const ids = (change: Partial<Writing>) =>
      entriesWith(LIVE, [{ entryId: "new", writing: { ...writing, ...change } }], on).map(({ id }) => id);
    expect(ids({})).toContain("new");
    expect(ids({ validFrom: 1_001 })).not.toContain("new");
    expect(ids({ validUntil: 1_000 })).not.toContain("new");
  });

  it("is the same where the answer alone is another", () => {
    expect(matchedBy({ ...writing, answer: { kind: "text", text: "三天" } })).toBe(matchedBy(writing));
    expect(matchedBy({ ...writing, phrasings: [] })).not.toBe(matchedBy(writing));
  });
});
