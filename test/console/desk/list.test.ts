import { describe, expect, it } from "@jest/globals";

import { countMoved } from "../../../console/src/desk/contacts/moved.ts";
import { rove } from "../../../console/src/desk/contacts/roving.ts";
import { clockText, waitAt } from "../../../console/src/desk/time/waiting.ts";

describe("a list that is held still", () => {
  it.each([
    ["nothing where the order is the same", "abc", "abc", 0],
    ["one row that went to the top, not those it passed", "abcd", "dabc", 1],
    ["two that changed places with others", "abcde", "decab", 3],
    ["what came and what went", "abc", "xac", 2],
    ["everything where all is new", "", "abc", 3],
  ])("counts %s", (_, shown, wanted, count) => {
    expect(countMoved(shown.split(""), wanted.split(""))).toBe(count);
  });
});

describe("arrows in a list", () => {
  it.each([
    ["ArrowDown", 3, 4],
    ["ArrowDown", 9, 9],
    ["ArrowUp", 0, 0],
    ["PageDown", 3, 8],
    ["PageUp", 3, 0],
    ["Home", 7, 0],
    ["End", 0, 9],
    ["x", 3, undefined],
  ])("go with %s from %i to %s", (key, from, to) => expect(rove(key, from, 10, 5)).toBe(to));

  it("go nowhere in an empty one", () => expect(rove("End", 0, 0, 5)).toBeUndefined());
});

describe("a customer's waiting", () => {
  const target = 100_000;

  it.each([
    ["is counted up while there is time", 69_999, { level: "calm", seconds: 69 }],
    ["is counted down in the last half minute", 70_000, { level: "soon", seconds: 30 }],
    ["down to the last second", 99_500, { level: "soon", seconds: 1 }],
    ["and up again once it is late", 100_000, { level: "overdue", seconds: 0 }],
    ["by as much as it is late", 117_900, { level: "overdue", seconds: 17 }],
    ["and is none before it began, by a clock that is off", -3_000, { level: "calm", seconds: 0 }],
  ])("%s", (_, now, wait) => expect(waitAt(now, 0, target)).toEqual(wait));

  it.each([
    [7, "0:07"],
    [750, "12:30"],
    [3_750, "1:02:30"],
    [93_750, "26:02:30"],
    [-1, "0:00"],
  ])("shows %i seconds as %s", (seconds, text) => expect(clockText(seconds)).toBe(text));
});
