import { expect, it } from "@jest/globals";
import fc from "fast-check";

import { windows as rules } from "../../../adapters/platform/wechat-oa/deliver/windows.ts";
import { HOUR, MINUTE, SECOND } from "../../../src/core/kernel/instant.ts";
import { type LedgerEntry, windowsAt } from "../../../src/core/ledger/ledger.ts";
import { byHerClock, herNow, type Jump } from "../../../src/core/ledger/practice.ts";

const start = Date.parse("2026-11-20T10:00:00+08:00");

const seen = (entries: readonly LedgerEntry[], jumps: readonly Jump[], at: number) => {
  const her = herNow(jumps, at);
  return her.ours(windowsAt(rules, byHerClock(jumps, entries), her.at));
};
const heard = (at: number): LedgerEntry => ({ kind: "heard", opening: "message", at });

it("closes her window earlier by as much as her clock was moved on, and opens the next one whole", () => {
  const said = [heard(start)];
  const jumps = [{ at: start + SECOND, ms: 48 * HOUR - MINUTE }];
  expect(seen(said, jumps, start + 2 * SECOND)).toMatchObject([{ closesAt: start + MINUTE, left: 5 }]);
  expect(seen(said, jumps, start + MINUTE - 1)).toHaveLength(1);
  expect(seen(said, jumps, start + MINUTE)).toEqual([]);
  const again = start + 2 * MINUTE;
  expect(seen([...said, heard(again)], jumps, again)).toMatchObject([{ closesAt: again + 48 * HOUR }]);
});

it("is our own clock where it was never moved", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(72 * HOUR)), fc.nat(72 * HOUR), (moments, now) => {
      const entries = moments.toSorted((a, b) => a - b).map((ms) => heard(start + ms));
      expect(seen(entries, [], start + now)).toEqual(windowsAt(rules, entries, start + now));
    }),
  );
});

it("is the clock of a later day where everything lies behind the move", () => {
  fc.assert(
    fc.property(
      fc.nat(50 * HOUR),
      fc.nat(50 * HOUR),
      fc.integer({ min: 1, max: 100 * HOUR }),
      (said, now, ms) => {
        const windows = seen([heard(start + said)], [{ at: start, ms }], start + now);
        expect(windows).toEqual(windowsAt(rules, [heard(start + said)], start + now));
      },
    ),
  );
});
