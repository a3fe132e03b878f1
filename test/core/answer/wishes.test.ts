import { describe, expect, it } from "@jest/globals";
import { decide } from "../../../src/core/answer/decide.ts";
import { EMPTY_MEMORY } from "../../../src/core/answer/decision.ts";
import { foldSigns } from "../../../src/core/answer/fold.ts";
import { buildMatcher } from "../../../src/core/answer/matcher.ts";
import { wantsPerson } from "../../../src/core/answer/wishes.ts";
import { LIMITS } from "./limits.ts";
import { share, textsOf } from "./sets/sets.ts";

const WISHES = textsOf("wishes.txt");
const NOT_WISHES = textsOf("not-wishes.txt");
const hears = (text: string): boolean => wantsPerson(foldSigns(text));

describe("wantsPerson", () => {
  it("hears the wish for a person in each of more than five hundred spellings", () => {
    expect(new Set(WISHES).size).toBeGreaterThanOrEqual(500);
    expect(share(WISHES, hears).missed).toEqual([]);
  });

  it("hears no such wish in what only looks like one", () => {
    expect(share(NOT_WISHES, (text) => !hears(text)).missed).toEqual([]);
  });

  it("is met in at most two messages, at any confidence, whatever stands in the knowledge", () => {
    const answer = { kind: "text", text: "…" } as const;
    const matcher = buildMatcher([
      { id: "a", version: 1, key: "a", title: "人工费怎么算", phrasings: [...WISHES], answer },
    ]);
    const lastedLonger = WISHES.filter((text) => {
      const first = decide(matcher, { text }, EMPTY_MEMORY, LIMITS);
      const memory = { missesInRow: 0, ...(first.kind === "answer" && { lastEntryId: "a" }) };
      return [first, decide(matcher, { text }, memory, LIMITS)].every(({ kind }) => kind !== "hand_over");
    });
    expect(lastedLonger).toEqual([]);
  });
});
