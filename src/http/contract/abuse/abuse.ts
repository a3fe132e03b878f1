import { z } from "zod";

import { LIFT_REASONS } from "../../../core/abuse/flag.ts";
import { contract } from "../contract.ts";
import { id, instant, PathId } from "../parts.ts";

/** 辱骂提醒. Faults: contact_gone, contact_not_active {state}, contact_not_yours {owner, ownerId}, abuse_warned_twice, and those of a reply */
export const warn = contract({
  id: "abuse.warn",
  method: "POST",
  path: "/contacts/:id/abuse-warnings",
  permission: "contact.serve",
  summary: "Asks the customer to stay civil, in the account's own words: twice at most",
  params: PathId,
  response: z.object({ conversationId: id, seqs: z.array(z.int().positive()), at: instant }),
});

export const readWarnings = contract({
  id: "abuse.warnings",
  method: "GET",
  path: "/contacts/:id/abuse-warnings",
  permission: "contact.serve",
  summary: "How often the customer was warned in this contact",
  params: PathId,
  response: z.object({ warned: z.int(), max: z.int() }),
});

/** 因辱骂交接. Faults: contact_gone, contact_is_call, contact_not_active {state}, contact_not_yours {owner, ownerId}, contact_passing {name}, abuse_given_before, abuse_no_cause */
export const giveAway = contract({
  id: "abuse.give_away",
  method: "POST",
  path: "/contacts/:id/abuse-hand-over",
  permission: "contact.serve",
  summary:
    "Gives a customer who insults to a colleague: once, to the front of the queue, and counted as no transfer",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});

/** Faults: contact_gone, contact_in_public, contact_is_call, contact_not_active {state}, abuse_unwarned {warned} */
export const endAbusive = contract({
  id: "abuse.end",
  method: "POST",
  path: "/contacts/:id/abuse-end",
  permission: "floor.write",
  summary: "Ends a contact whose customer goes on with insults after two warnings",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});

/** 解除辱骂标记. Faults: conversation_unseen, abuse_not_flagged */
export const liftFlag = contract({
  id: "abuse.lift",
  method: "POST",
  path: "/conversations/:id/abuse-lift",
  permission: "floor.write",
  summary: "Takes away the mark of a customer who insulted repeatedly; the next incident counts as the first",
  params: PathId,
  body: z.strictObject({ reason: z.enum(LIFT_REASONS) }),
  response: z.object({ conversationId: id }),
});
