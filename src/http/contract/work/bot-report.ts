import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant } from "../parts.ts";
import { ExpiringItems } from "./expiry.ts";

const DAYS_MAX = 93;

const n = z.int();

/** Faults: account_gone */
export const readBotReport = contract({
  id: "bot_report.read",
  method: "GET",
  path: "/knowledge/report",
  permission: "report.read",
  summary:
    "What an account's bot answered, kept and passed on in the last days, and whether people were reached",
  query: z.strictObject({
    accountId: id.optional(),
    days: z.coerce.number().int().min(1).max(DAYS_MAX).default(7),
  }),
  response: z.object({
    /** Of which it is: the one that was asked for, or the first. Null: there is none. */
    accountId: id.nullable(),
    accounts: z.array(z.object({ id, name: z.string() })),
    from: instant,
    days: z.array(
      z.object({ from: instant, contacts: n, contained: n, handedOver: n, unanswered: n, open: n }),
    ),
    entries: z.array(z.object({ id, title: z.string(), answered: n, wrong: n })),
    /** What answers now and ends soon. */
    expiring: ExpiringItems,
    messages: z.object({ answered: n, clarified: n, missed: n, wrong: n }),
    /** Who asked for a person or was not understood twice, and reached one; from the wish to the agent, in ms. */
    people: z.object({
      wished: n,
      reached: n,
      medianMs: z.number().nullable(),
      p90Ms: z.number().nullable(),
    }),
  }),
});
