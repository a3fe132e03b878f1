import { expect, it } from "@jest/globals";

import { fullPace, paceAt } from "../../../src/core/fan/pace.ts";

it("gives a few calls at once, then two a second, and never more than a few", () => {
  const spent = { left: 0, at: 1_000 };
  expect(paceAt(spent, 1_499).left).toBe(0);
  expect(paceAt(spent, 1_500).left).toBe(1);
  expect(paceAt(spent, 3_100).left).toBe(4);
  expect(paceAt(spent, 3_600_000)).toEqual(fullPace(3_600_000));
});

it("loses no part of a call to how often one looks, and gives none for a clock that steps back", () => {
  let pace = { left: 0, at: 0 };
  for (let now = 0; now <= 10_000; now += 70) pace = paceAt(pace, now);
  expect(pace.left).toBe(19);
  expect(paceAt({ left: 3, at: 5_000 }, 1_000)).toEqual({ left: 3, at: 5_000 });
});
