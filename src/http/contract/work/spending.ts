import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, INTEGER_MAX, PathId } from "../parts.ts";

const SpentHour = z.object({
  account: id,
  /** Its beginning. */
  hour: instant,
  /** agent, or what of the bot's: answer, clarify, missed, greeting, welcome, queue, rating, notice (others); template, subscription: 模板消息, 订阅通知. */
  spender: z.string(),
  /** sent, or why not: window_closed, places_used_up, places_kept, budget_kept, too_late, refused (by the platform), not_taken (whatever else). */
  fate: z.string(),
  count: z.int(),
});

const Unforeseen = z.object({
  account: id,
  conversationId: id,
  seq: z.int(),
  at: instant,
  /** The platform's. */
  code: z.string(),
  /** What our ledger saw: which window would have paid, and how many places it had. */
  trigger: z.string().nullable(),
  left: z.int().nullable(),
});

/** Faults: spending_too_long {days} */
export const readSpending = contract({
  id: "spending.read",
  method: "GET",
  path: "/spending",
  permission: "report.read",
  summary: "What accounts' places and budgets went to, hour by hour; what could not be said, and why",
  query: z.strictObject({ from: instant, to: instant, account: id.optional() }),
  response: z.object({
    accounts: z.array(
      z.object({
        id,
        name: z.string(),
        simulated: z.boolean(),
        /** Each that its platform counts by itself; none where that names no limit, or it is switched off. */
        budgets: z.array(
          z.object({
            kind: z.enum(["words", "template", "subscription"]),
            per: z.enum(["day", "hour"]),
            sends: z.int(),
            used: z.int(),
            level: z.enum(["calm", "warned", "used_up"]),
            until: instant,
          }),
        ),
      }),
    ),
    hours: z.array(SpentHour),
    unforeseen: z.array(Unforeseen),
  }),
});

const PLACES_MAX = 100;
const PERCENT_MAX = 100;
const places = z.int().min(0).max(PLACES_MAX);
const calls = z.int().min(0).max(INTEGER_MAX);
const percent = z.int().min(0).max(PERCENT_MAX);

/** How what its platform takes of an account is shared out between people and the bot. */
const Rules = z.strictObject({
  /** Of the places that a fan's word opens so many are people's until the last, and notices get no more than these. */
  keptForPeople: places,
  noticesMax: places,
  /** What the account really has a day (or an hour): words, 模板消息, 订阅通知; 0: as its platform's rules say. */
  sendsMax: calls,
  templatesMax: calls,
  subscriptionsMax: calls,
  /** Hundredths of it that are used when notices stop, when late answers do, when people are told. */
  noticesUntil: percent,
  answersUntil: percent,
  warnFrom: percent,
});

/** Fault: account_gone */
export const readSharing = contract({
  id: "spending.sharing",
  method: "GET",
  path: "/spending/accounts/:id/rules",
  permission: "report.read",
  summary: "How what an account's platform takes is shared out, and how much that is",
  params: PathId,
  response: z.object({
    rules: Rules,
    /** What holds where nobody has changed anything. */
    usual: Rules,
    /** Places that a fan's word opens; null where they are not counted. */
    places: z.int().nullable(),
    /** By the platform's rules alone, and what is used now. */
    budgets: z.array(
      z.object({
        kind: z.enum(["words", "template", "subscription"]),
        per: z.enum(["day", "hour"]),
        sends: z.int(),
        used: z.int(),
      }),
    ),
  }),
});

/** Faults: account_gone, sharing_crossed */
export const keepSharing = contract({
  id: "spending.share",
  method: "PUT",
  path: "/spending/accounts/:id/rules",
  permission: "spending.write",
  summary: "Shares out anew what an account's platform takes; every node has it within seconds",
  params: PathId,
  body: Rules,
  response: Rules,
});
