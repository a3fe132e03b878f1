import { z } from "zod";

import { contract } from "../contract.ts";
import { PathId } from "../parts.ts";

const LIST_MAX = 2_000;

/** Words with a comma between them. */
const Wording = z.strictObject({
  /** Promises that no agent makes privately: a text with one of them is not sent. */
  bannedPromises: z.string().trim().max(LIST_MAX),
  /** By which a text offers something to buy. */
  sellingWords: z.string().trim().max(LIST_MAX),
});

/** Fault: account_gone */
export const readWording = contract({
  id: "account.wording",
  method: "GET",
  path: "/accounts/:id/wording",
  permission: "account.read",
  summary: "What agents of an account do not write, and how often something was offered",
  params: PathId,
  response: Wording.extend({
    /** Contacts of the last `days` days in which something was offered. */
    promotions: z.int(),
    days: z.int(),
  }),
});

/** Fault: account_gone */
export const keepWording = contract({
  id: "account.keep_wording",
  method: "PUT",
  path: "/accounts/:id/wording",
  permission: "account.write",
  summary: "Changes what agents of an account do not write",
  params: PathId,
  body: Wording,
  response: Wording,
});
