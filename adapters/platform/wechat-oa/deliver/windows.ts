import { HOUR, type LedgerRules, MINUTE } from "seatbridge/kit";

/** What lets an account speak outside of a webhook's answer (protocols §1.10, in force since 2023-06-12). */
export const windows: LedgerRules = [
  {
    since: Date.parse("2023-06-12T00:00:00+08:00"),
    allowances: {
      message: { places: 5, forMs: 48 * HOUR },
      menu: { places: 3, forMs: MINUTE },
      follow: { places: 3, forMs: MINUTE },
      scan: { places: 3, forMs: MINUTE },
    },
  },
];
