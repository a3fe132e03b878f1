import { z } from "zod";

import { COMPARISONS } from "../../../core/relay/comparison.ts";
import { WHYS } from "../../../core/relay/policy.ts";
import { contract } from "../contract.ts";
import { id, instant, page, pageOf, PathId } from "../parts.ts";

const comparison = z.enum(COMPARISONS);
const period = { from: instant, until: instant };
const counts = z.array(z.object({ comparison, count: z.int() }));

export const countExchanges = contract({
  id: "relay.count",
  method: "GET",
  path: "/accounts/:id/relay/counts",
  permission: "account.read",
  summary:
    "How often we would have said the same as was said, something else, or nothing: in all, and by day",
  params: PathId,
  query: z.strictObject(period),
  response: z.object({
    counts,
    /** Days of the house on which anything was said, the newest first. */
    days: z.array(z.object({ from: instant, until: instant, counts })),
  }),
});

export const listExchanges = contract({
  id: "relay.report",
  method: "GET",
  path: "/accounts/:id/relay/report",
  permission: "contact.read_all",
  summary: "What we would have said beside what was said, of the last seven days, the newest first",
  params: PathId,
  query: z.strictObject({ ...period, comparison: comparison.optional(), ...page }),
  response: pageOf(
    z.object({
      key: id,
      at: instant,
      /** Null while the message waits to be taken in. */
      conversationId: id.nullable(),
      seq: z.int().nullable(),
      /** What she wrote; null of what has no words. */
      fan: z.string().nullable(),
      kind: z.string(),
      answerer: z.enum(["ours", "theirs"]),
      why: z.enum(WHYS),
      ours: z.string().nullable(),
      oursRule: z.string(),
      theirs: z.string().nullable(),
      /** Why nothing is known of what was said there. */
      failure: z.string().nullable(),
      tookMs: z.int(),
      comparison,
    }),
  ),
});

export const exportExchanges = contract({
  id: "relay.export",
  method: "GET",
  path: "/accounts/:id/relay/report.csv",
  permission: "contact.read_all",
  summary: "The same as a table, 10,000 rows at most",
  params: PathId,
  query: z.strictObject({ ...period, comparison: comparison.optional() }),
  bytes: { response: "text/csv" },
});
