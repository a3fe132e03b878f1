import { fileURLToPath } from "node:url";
import { describe, expect, it } from "@jest/globals";
import { describe as describeTold } from "../../scripts/command/stories.ts";
import { forbiddenIn, type Found, unmet, unmetInPublic } from "../../scripts/stories/judge.ts";
import { loadTwelve } from "../../scripts/stories/sheet.ts";
import { openSquare } from "../../scripts/stories/square.ts";

const stories = await loadTwelve(fileURLToPath(new URL("../../emulator/shop/yuhe/twelve", import.meta.url)));

const found: Found = {
  texts: ["已为您转给屿禾客服"],
  contact: { state: "active", queue: "投诉", promisedAt: null },
  events: [
    { code: "queued", params: { rule: "complaint", reason: "complaint", lane: "complaint" } },
    { code: "accepted", params: {} },
  ],
  thread: { texts: ["三次了"], pictures: 0 },
};

describe("the judge of the stories", () => {
  it("finds nothing where all is as it has to be", () => {
    const seen = {
      answers: 1,
      says: ["转给"],
      lane: "complaint",
      state: "active",
      queue: "投诉",
      event: { code: "queued", rule: "complaint", reason: "complaint" },
      agentReads: ["三次了"],
    } as const;
    expect(unmet({ ...seen, says: [...seen.says], agentReads: [...seen.agentReads] }, found)).toEqual([]);
  });

  it("says what is missing: an answer too many, a promise, a lane, what an agent would have to ask for", () => {
    expect(unmet({ answers: 0 }, found)).toEqual(["1 answers, not 0: 已为您转给屿禾客服"]);
    expect(unmet({ promised: true }, found)).toEqual(["no time was promised"]);
    expect(unmet({ lane: "risk" }, found)).toEqual(["the lane is complaint, not risk"]);
    expect(unmet({ event: { code: "answered" } }, found)).toEqual(["nothing was answered"]);
    expect(unmet({ agentReads: ["三次了", "天天发", "picture"] }, found)).toEqual([
      "her agent would have to ask for 天天发",
      "her agent would have to ask for picture",
    ]);
    expect(unmet({ agentReads: ["三次了"] }, { ...found, thread: undefined })).toEqual(["nobody serves her"]);
  });

  it("says where a due time in public is missing or wrong", () => {
    const post = {
      is: "complaint",
      risk: 3,
      state: "waiting",
      postedAt: "2026-11-11T03:05:00.000Z",
      dueAt: "2026-11-11T03:20:00.000Z",
      needs: ["followers"],
    };
    const seen = { post: "loud", risk: 3, dueMinutes: 15, needs: ["followers"] } as const;
    expect(unmetInPublic({ ...seen, needs: [...seen.needs] }, post)).toEqual([]);
    expect(unmetInPublic({ post: "loud", dueMinutes: 10 }, post)).toEqual([
      "loud is due after minutes 15, not 10",
    ]);
    expect(unmetInPublic({ post: "loud", needs: ["risk"] }, post)).toHaveLength(1);
    expect(unmetInPublic({ post: "loud" }, undefined)).toEqual(["loud has not come in"]);
  });

  it("finds a forbidden sentence in whatever left", () => {
    expect(forbiddenIn(["不告诉.*妈", "赔"], ["我们不告诉你妈妈", "好的"])).toHaveLength(1);
    expect(forbiddenIn(["赔"], ["好的"])).toEqual([]);
  });
});

describe("the twelve stories", () => {
  it("are all there, each with what must never be said", () => {
    expect(stories.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    for (const { forbidden } of stories) expect(forbidden.length).toBeGreaterThan(0);
  });

  it("are told of in a line each, and why one fails below it", () => {
    const [story] = stories;
    if (story === undefined) throw new Error("no story");
    expect(describeTold({ story: { ...story, skipped: ["later"] }, failures: ["late"] })).toEqual([
      "S1 碎片与深夜: FAILED, 1 skipped",
      "    failed: late",
      "    skipped: later",
    ]);
  });
});

it("stories that begin in the same moment tell of different posts", async () => {
  const console = {
    call: async () => ({ items: [{ id: "a", name: "yuhe-weibo" }] }) as never,
    upload: async () => undefined as never,
  };
  const squares = Array.from({ length: 12 }, () => openSquare({ console }));
  await Promise.all(squares.map((square) => square.hear("loud", { text: "", author: "", followers: 0 })));
  expect(new Set(squares.map((square) => square.midOf("loud"))).size).toBe(12);
});
