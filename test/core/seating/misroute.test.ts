import { describe, expect, it } from "@jest/globals";
import { type MisrouteCount, misroutesOf } from "../../../src/core/seating/passing/misroute.ts";

const named = (id: string) => ({ id, name: id.toUpperCase() });
const count = (
  sender: string,
  way: readonly [from: string, to: string],
  why: MisrouteCount["why"],
  n: number,
): MisrouteCount => ({
  sender: named(sender),
  from: named(way[0]),
  to: named(way[1]),
  why,
  count: n,
});

describe("误转", () => {
  it("are added up by sender and by way, the most first, reason by reason", () => {
    const counts = [
      count("lin", ["sales", "repair"], "language", 3),
      count("wang", ["sales", "repair"], "language", 1),
      count("wang", ["sales", "repair"], "other", 2),
      count("wang", ["repair", "repair"], "other", 1),
      count("wang", ["repair", "sales"], "not_my_field", 1),
    ];
    expect(misroutesOf(counts)).toEqual({
      total: 8,
      senders: [
        { ...named("wang"), count: 5, whys: { language: 1, other: 3, not_my_field: 1 } },
        { ...named("lin"), count: 3, whys: { language: 3 } },
      ],
      ways: [
        { from: named("sales"), to: named("repair"), count: 6, whys: { language: 4, other: 2 } },
        { from: named("repair"), to: named("repair"), count: 1, whys: { other: 1 } },
        { from: named("repair"), to: named("sales"), count: 1, whys: { not_my_field: 1 } },
      ],
    });
  });

  it("are none of nothing", () => {
    expect(misroutesOf([])).toEqual({ total: 0, senders: [], ways: [] });
  });
});
