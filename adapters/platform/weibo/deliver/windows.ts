import { HOUR, type LedgerRules } from "seatbridge/kit";

const FOR = { forMs: 48 * HOUR };

/** Not counted, for two days after anything that she does towards the account (protocols §4.2, the newest page seen). */
export const windows: LedgerRules = [
  { since: 0, allowances: { message: FOR, menu: FOR, follow: FOR, scan: FOR } },
];
