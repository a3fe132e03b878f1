import { describe, expect, it } from "@jest/globals";
import { isClosing, isRating } from "../../../src/core/answer/closing.ts";
import { foldSigns } from "../../../src/core/answer/fold.ts";
import { share, textsOf } from "./sets/sets.ts";

/** What fans write when a talk is over, and what they write when it is not, though it looks alike. */
const CLOSINGS = textsOf("closings.txt");
const REQUESTS = textsOf("not-closings.txt");

const closing = (text: string): boolean => isClosing(text, foldSigns(text));

describe("isClosing", () => {
  it("lets at most one in a hundred go who still wants something", () => {
    expect(CLOSINGS.length).toBeGreaterThanOrEqual(300);
    expect(REQUESTS.length).toBeGreaterThanOrEqual(250);
    const right = CLOSINGS.filter(closing).length;
    const wrong = REQUESTS.filter(closing);
    expect(right / (right + wrong.length) < 0.99 ? wrong : []).toEqual([]);
  });

  it("wakes nobody for thanks, assent, praise and goodbye", () => {
    const { part, missed } = share(CLOSINGS, closing);
    expect(part < 0.98 ? missed : []).toEqual([]);
  });

  it("stays quick on long repetitions", () => {
    for (const part of ["好", "等", "没有", "试试", "麻烦你", "祝"]) {
      expect(closing(part.repeat(50_000))).toBe(false);
      expect(closing(`${part.repeat(11)}x`)).toBe(false);
    }
  });
});

describe("isRating", () => {
  it.each(["1", "5", "３", "④", "2️⃣", " 4 ", "5分"])("takes %j for one", (text) => {
    expect(isRating(foldSigns(text))).toBe(true);
  });

  it.each(["", "0", "6", "55", "5天", "1元", "第1个", "五"])("does not take %j for one", (text) => {
    expect(isRating(foldSigns(text))).toBe(false);
  });
});
