import { HOUR, type LedgerRules, MINUTE } from "seatbridge/kit";

/** What lets a mini program speak (protocols §3). */
export const windows: LedgerRules = [
  {
    since: Date.parse("2023-06-12T00:00:00+08:00"),
    allowances: {
      message: { places: 5, forMs: 48 * HOUR },
      enter: { places: 2, forMs: MINUTE },
    },
  },
];
