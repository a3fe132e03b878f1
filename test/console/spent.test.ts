import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";

import { scaleOf } from "../../console/src/parts/picture/stacked.ts";
import { columnsOf, linesOf } from "../../console/src/spending/spent.ts";

const HOUR = 3_600_000;
const FROM = Date.UTC(2026, 10, 26);
const spent = (hours: number, spender: string, fate: string, count: number) => ({
  account: "a",
  hour: new Date(FROM + hours * HOUR).toISOString(),
  spender,
  fate,
  count,
});

describe("what was spent", () => {
  const found = [
    spent(0, "agent", "sent", 3),
    spent(1, "agent", "sent", 2),
    spent(1, "rating", "places_kept", 1),
    spent(1, "of tomorrow", "sent", 4),
    spent(2, "agent", "of tomorrow", 5),
  ];

  it("stands in its column, also beside hours in which nothing was sent", () => {
    const columns = columnsOf(found, FROM, FROM + 4 * HOUR, 1);
    expect(columns.map(({ total }) => total)).toEqual([3, 6, 0, 0]);
    expect(columns[1]?.sent).toMatchObject({ agent: 2, notice: 4, rating: 0 });
    expect(columnsOf(found, FROM, FROM + 4 * HOUR, 2).map(({ total }) => total)).toEqual([9, 0]);
  });

  it("stands in one line a spender, with what could not be said beside it", () => {
    expect(linesOf(found)).toMatchObject([
      { spender: "agent", sent: 5, fates: { refused: 5, window_closed: 0 } },
      { spender: "rating", sent: 0, fates: { places_kept: 1 } },
      { spender: "notice", sent: 4 },
    ]);
    expect(linesOf([])).toEqual([]);
  });

  it("has a scale that ends at a round number above everything", () => {
    expect([0, 1, 3, 7, 10, 41, 99].map(scaleOf)).toEqual([1, 1, 4, 10, 10, 50, 100]);
    fc.assert(
      fc.property(fc.nat(1e9), (most) => scaleOf(most) >= most && scaleOf(most) <= Math.max(1, most * 2)),
    );
  });
});
