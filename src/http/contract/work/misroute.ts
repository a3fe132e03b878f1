import { z } from "zod";

import { BOUNCE_REASONS } from "../../../core/contact/happening/words.ts";
import { contract } from "../contract.ts";
import { id, instant } from "../parts.ts";
import { Person, QueueName } from "../shown.ts";

const DAYS_MAX = 90;

const why = z.enum(BOUNCE_REASONS);
/** How often for which reason; one that never was is absent. */
const whys = z.partialRecord(why, z.int());
/** Whole days of the house, today among them. */
const days = z.coerce.number().int().min(1).max(DAYS_MAX).default(7);

/** 误转. Of the queues in the caller's scope: what they sent wrong, and what they sent back. */
export const readMisroutes = contract({
  id: "misroute.read",
  method: "GET",
  path: "/misroutes",
  permission: "report.read",
  summary:
    "Transfers that came back (退回) in the last days: by who had sent them, and from which queue to which",
  query: z.strictObject({ days }),
  response: z.object({
    from: instant,
    total: z.int(),
    /** Who sent wrong most often first. */
    senders: z.array(Person.extend({ count: z.int(), whys })),
    /** The way that went wrong most often first; the same queue twice: to a colleague by name. */
    ways: z.array(z.object({ from: QueueName, to: QueueName, count: z.int(), whys })),
  }),
});

export const listMisroutes = contract({
  id: "misroute.list",
  method: "GET",
  path: "/misroutes/items",
  permission: "report.read",
  summary: "What is behind the numbers: the newest of them, of one sender or one way",
  query: z.strictObject({ days, sender: id.optional(), from: id.optional(), to: id.optional() }),
  response: z.object({
    items: z.array(
      z.object({
        at: instant,
        contactId: id,
        /** Null: the caller may not see the contact. */
        conversationId: id.nullable(),
        sender: Person,
        /** Who sent it back. */
        by: Person,
        from: QueueName,
        to: QueueName,
        why,
      }),
    ),
    /** There are more than these. */
    more: z.boolean(),
  }),
});
