import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant } from "../parts.ts";
import { Incident } from "./rules.ts";

const LINK_MAX = 500;
const TakenIn = z.object({ landed: z.int(), waits: z.int(), known: z.int() });

/** Takes social.read, or account.read. */
export const readSocialAccounts = contract({
  id: "social.accounts",
  method: "GET",
  path: "/social/accounts",
  permission: "signed_in",
  summary: "What each account can promise in public with the calls it has, and what of them is spent",
  response: z.object({
    items: z.array(
      z.object({
        id,
        name: z.string(),
        lookedAt: instant.nullable(),
        /** Why the last look ended early: the platform's code. */
        code: z.string().nullable(),
        /** Rows of its lists that nobody could read, kept for seven days. */
        unreadable: z.int(),
        /** null: it has no token or no uid. */
        public: z
          .object({
            promisedMs: z.int(),
            /** After so long at the latest, and at the busiest hour, a mention is with us. */
            detection: z.object({
              worstMs: z.int(),
              bestMs: z.int(),
              isReachable: z.boolean(),
              because: z.enum(["pushed", "polled_in_time", "calls_per_day", "calls_per_hour"]),
            }),
            calls: z.object({ of: z.int(), spent: z.int(), perLook: z.int() }),
            posts: z.object({ of: z.int(), left: z.int() }),
            /** Troubles in public that are not over, what each holds, and what may be said there meanwhile. */
            incidents: z.array(Incident),
          })
          .nullable(),
      }),
    ),
  }),
});

/** Faults: social_link_unreadable, social_post_missing, social_unreachable {code}, social_unconnected, social_gone */
export const addLink = contract({
  id: "social.add_link",
  method: "POST",
  path: "/social/link",
  permission: "social.answer",
  summary: "Adds a post by its address",
  body: z.strictObject({ accountId: id, link: z.string().min(1).max(LINK_MAX) }),
  response: TakenIn,
});

const RowErrors = z.array(z.object({ row: z.int(), errors: z.array(z.string()) }));

/**
 * A CSV with a heading: mid (or the post's address), text, author_id, posted_at; it may have author_name, followers, kind,
 * root_mid, post_mid. 500 rows, 1 MiB. Rows with errors are left out and named; `dry`: nothing is taken in.
 * Faults: social_file_unreadable {reason, detail}, social_file_too_large {max}, social_unconnected, social_gone
 */
export const importFile = contract({
  id: "social.import_file",
  method: "POST",
  path: "/social/accounts/:id/file",
  permission: "social.answer",
  summary: "Adds posts from a CSV file",
  params: z.object({ id }),
  query: z.strictObject({ dry: z.stringbool().default(false) }),
  bytes: { request: "text/csv" },
  response: TakenIn.extend({ rows: z.int(), failures: RowErrors }),
});

/**
 * {"items": [{"mid", "text", "author_id", "posted_at", …}]}, as in a file. Headers: x-seatbridge-timestamp (ms since 1970,
 * within five minutes), x-seatbridge-signature (base64 HMAC-SHA256 by the account's importSecret over timestamp, a full stop
 * and the body). Who repeats a delivery changes nothing: each mid is taken once.
 * Faults: social_signature_wrong, social_file_unreadable {reason, detail}, social_file_too_large {max}
 */
export const importSigned = contract({
  id: "social.import_signed",
  method: "POST",
  path: "/social/accounts/:id/items",
  permission: "public",
  signed: true,
  summary: "Takes in what a listening vendor delivers, signed",
  params: z.object({ id }),
  bytes: { request: "application/json" },
  response: TakenIn.extend({ failures: RowErrors }),
});
