import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant } from "../parts.ts";

const DAYS_MAX = 90;

/** `by`: who published it; the soonest first. */
export const ExpiringItems = z.array(
  z.object({ id, title: z.string(), until: instant, by: z.string(), isMine: z.boolean() }),
);

/** Faults: account_gone */
export const readExpiring = contract({
  id: "expiring.read",
  method: "GET",
  path: "/knowledge/expiring",
  permission: "knowledge.read",
  summary: "What answers for an account and ends soon",
  query: z.strictObject({ accountId: id }),
  response: z.object({ days: z.int(), items: ExpiringItems }),
});

export const keepExpiry = contract({
  id: "expiry.keep",
  method: "PUT",
  path: "/knowledge/expiry",
  permission: "knowledge.publish",
  summary: "How many days before an entry ends somebody is told",
  body: z.strictObject({ days: z.int().min(1).max(DAYS_MAX) }),
  response: z.object({ days: z.int() }),
});
