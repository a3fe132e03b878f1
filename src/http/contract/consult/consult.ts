import { z } from "zod";

import { FLAG_REASONS } from "../../../core/consult/consultation.ts";
import { contract } from "../contract.ts";
import { id, instant, PathId } from "../parts.ts";

const Asked = z.object({ consultationId: id });
const Done = z.object({ consultationId: id, conversationId: id });

/**
 * 会商, 三方邀请: asks one colleague, who sees the contact until she has answered.
 * Faults: contact_not_active {state}, contact_not_yours {owner, ownerId}, contact_in_public, staff_gone, consult_oneself,
 * consult_open, reply_empty, reply_too_long {max}
 */
export const ask = contract({
  id: "consult.ask",
  method: "POST",
  path: "/contacts/:id/consultations",
  permission: "contact.serve",
  summary: "Asks a colleague about a contact, or to write to its fan, too",
  params: PathId,
  body: z.strictObject({
    kind: z.enum(["consult", "invite"]).default("consult"),
    staffId: id,
    note: z.string(),
  }),
  response: Asked,
});

/**
 * 求助班长: whichever leader of its queue sees it first; `leaders`: how many are signed in now.
 * Faults: contact_not_active {state}, contact_not_yours {owner, ownerId}, consult_open, reply_too_long {max}
 */
export const flag = contract({
  id: "consult.flag",
  method: "POST",
  path: "/contacts/:id/flag",
  permission: "contact.serve",
  summary: "Asks the leaders of a contact's queue for help",
  params: PathId,
  body: z.strictObject({ reason: z.enum(FLAG_REASONS), note: z.string().default("") }),
  response: z.object({ consultationId: id, leaders: z.int() }),
});

/** Faults: consult_gone, consult_over, consult_not_yours, contact_over {state}, reply_empty, reply_too_long {max} */
export const answer = contract({
  id: "consult.answer",
  method: "POST",
  path: "/consultations/:id/answer",
  permission: "contact.serve",
  summary: "Answers a colleague by a note in the thread",
  params: PathId,
  body: z.strictObject({ note: z.string() }),
  response: Done,
});

/** Faults: consult_gone, consult_over, consult_not_yours */
export const decline = contract({
  id: "consult.decline",
  method: "POST",
  path: "/consultations/:id/decline",
  permission: "contact.serve",
  summary: "Ends a colleague's question without an answer",
  params: PathId,
  response: Done,
});

/** Faults: consult_gone, consult_over, consult_not_yours */
export const withdraw = contract({
  id: "consult.withdraw",
  method: "POST",
  path: "/consultations/:id/withdraw",
  permission: "contact.serve",
  summary: "Takes back a question of mine",
  params: PathId,
  response: Done,
});

/** 我来看, of leaders and mentors. Faults: consult_gone, consult_over, consult_not_yours, consult_taken {name} */
export const take = contract({
  id: "consult.take",
  method: "POST",
  path: "/consultations/:id/take",
  permission: "contact.serve",
  summary: "Sees to a call for help",
  params: PathId,
  response: Done,
});

/** Faults: consult_gone */
export const know = contract({
  id: "consult.know",
  method: "POST",
  path: "/consultations/:id/known",
  permission: "contact.serve",
  summary: "I have seen how a question of mine ended",
  params: PathId,
  response: Asked,
});

/** 加入三方. Faults: consult_gone, consult_over, consult_not_yours, not_seated, at_capacity */
export const join = contract({
  id: "consult.join",
  method: "POST",
  path: "/consultations/:id/join",
  permission: "contact.serve",
  summary: "Writes to a colleague's fan, too, as she asked",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});

/** 退出三方; of the owner: thanks a colleague (`staffId`). Faults: contact_gone, contact_not_active, contact_not_yours, member_gone */
export const part = contract({
  id: "contact.part",
  method: "POST",
  path: "/contacts/:id/part",
  permission: "contact.serve",
  summary: "Leaves a contact to its owner; or, as its owner, lets a colleague go",
  params: PathId,
  body: z.strictObject({ staffId: id.optional() }),
  response: z.object({ contactId: id, conversationId: id }),
});

/**
 * 约定回访: it is nobody's work until then, and comes back to whoever promised it, else to its queue; sooner where the fan
 * writes. `unreached`: it was one, and she was not reached (未接通).
 * Faults: contact_gone, contact_in_public, contact_not_active {state}, contact_not_yours {owner, ownerId}, call_back_when,
 * not_called_back, reply_empty, reply_too_long {max}
 */
export const callBack = contract({
  id: "contact.call_back",
  method: "POST",
  path: "/contacts/:id/call-back",
  permission: "contact.serve",
  summary: "Promises a fan to be back with her at a moment",
  params: PathId,
  body: z.strictObject({ dueAt: instant, note: z.string(), unreached: z.boolean().default(false) }),
  response: z.object({ contactId: id, conversationId: id, dueAt: instant }),
});
