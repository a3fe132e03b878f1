import { describe, expect, it } from "@jest/globals";
import {
  forget,
  lookKey,
  type Looking,
  looks,
  othersAt,
  readLook,
  seenBy,
} from "../../../src/core/desk/presence.ts";

const NOBODY: Looking = new Map();
const view = (
  staffId: string,
  conversationId: string | undefined,
  doing: "viewing" | "typing" | "idle" = "viewing",
) => ({
  staffId,
  conversationId,
  doing,
});

describe("who looks at what", () => {
  it("is told when somebody comes, does something else, or goes, and not each time she says it again", () => {
    const came = looks(NOBODY, view("wang", "c1"), 0);
    expect(came.changed).toEqual(["c1"]);
    const again = looks(came.looking, view("wang", "c1"), 5_000);
    expect(again.changed).toEqual([]);
    const typing = looks(again.looking, view("wang", "c1", "typing"), 5_000);
    expect(typing.changed).toEqual(["c1"]);
    expect(othersAt(typing.looking, "c1", "lin")).toEqual([{ staffId: "wang", doing: "typing" }]);
    expect(othersAt(typing.looking, "c1", "wang")).toEqual([]);
    const gone = looks(typing.looking, view("wang", "c1", "idle"), 6_000);
    expect(gone).toEqual({ looking: NOBODY, changed: ["c1"] });
  });

  it("is forgotten within ten seconds of the last word", () => {
    const { looking } = looks(looks(NOBODY, view("wang", "c1"), 0).looking, view("lin", "c1"), 4_000);
    expect(forget(looking, 8_999).changed).toEqual([]);
    const later = forget(looking, 9_000);
    expect(later.changed).toEqual(["c1"]);
    expect(seenBy(later.looking, "lin")).toEqual(["c1"]);
    expect(seenBy(later.looking, "wang")).toEqual([]);
  });

  it("ends everywhere for whoever looks at nothing", () => {
    const two = looks(looks(NOBODY, view("wang", "c1"), 0).looking, view("wang", "c2"), 0).looking;
    expect(looks(two, view("wang", undefined, "idle"), 1).changed.toSorted()).toEqual(["c1", "c2"]);
  });

  it("travels in a wake and comes out the same; what is none is nothing", () => {
    for (const look of [view("wang", "c1", "typing"), view("wang", undefined, "idle")]) {
      expect(readLook(lookKey(look))).toEqual(look);
    }
    for (const odd of ["", "a", "a/b", "a/b/dancing"]) expect(readLook(odd)).toBeUndefined();
  });
});
