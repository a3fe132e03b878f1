import { windowsAt } from "../../src/core/ledger/ledger.ts";
import { placesLeft } from "../../src/core/ledger/place.ts";
import type { LedgerRules } from "../../src/core/ledger/rule.ts";
import type { History } from "./play.ts";

/** What a ledger of some rules would have said of the sends, beside what the platform did. */
export type Tally = {
  readonly sends: number;
  /** Refused by the platform, as the ledger says. */
  readonly predicted: number;
  /** Refused although the ledger sees a place. */
  readonly unpredicted: number;
  /** Taken by the platform although the ledger sees none. */
  readonly withheld: number;
};

export function tallyOf(rules: LedgerRules, histories: readonly History[]): Tally {
  const tally = { sends: 0, predicted: 0, unpredicted: 0, withheld: 0 };
  for (const { entries, tries } of histories) {
    for (const { after, at, taken } of tries) {
      const sees = placesLeft(windowsAt(rules, entries.slice(0, after), at)) > 0;
      tally.sends += 1;
      if (sees === taken) tally.predicted += taken ? 0 : 1;
      else tally[taken ? "withheld" : "unpredicted"] += 1;
    }
  }
  return tally;
}
