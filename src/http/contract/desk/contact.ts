import { z } from "zod";

import { contract } from "../contract.ts";
import { id, instant, PathId } from "../parts.ts";

/** UTF-16 units, as the composer counts them. */
export const REPLY_CHARS_MAX = 5_000;

/** A text, or a picture of `POST /media`. */
const Words = z
  .strictObject({ text: z.string().optional(), mediaId: id.optional() })
  .refine(({ text, mediaId }) => (text === undefined) !== (mediaId === undefined), "give text or mediaId");

/** Numbers of the messages that came of it, in order; the stream brings them whole. */
const Written = z.object({ conversationId: id, seqs: z.array(z.int().positive()), at: instant });

/**
 * Says something to the fan: a text, which leaves in several messages where the channel's limit asks for it, or one
 * picture. The idempotency key is the client's id of the bubble.
 * Faults: reply_empty, reply_too_long {max}, placeholder_unresolved {placeholder}, media_missing,
 * contact_not_active {state}, contact_not_yours {owner, ownerId}, reply_window_closed, reply_places_used_up {left, parts}
 */
export const reply = contract({
  id: "contact.reply",
  method: "POST",
  path: "/conversations/:id/replies",
  permission: "contact.serve",
  summary: "Says something to the fan",
  params: PathId,
  body: Words,
  response: Written,
});

/**
 * 内部备注, in any conversation that I may see and that has an unfinished contact. Never leaves.
 * Faults: reply_empty, reply_too_long {max}, media_missing, conversation_unseen, contact_over {state}
 */
export const note = contract({
  id: "contact.note",
  method: "POST",
  path: "/conversations/:id/notes",
  permission: "contact.serve",
  summary: "Leaves a note for colleagues",
  params: PathId,
  body: Words,
  response: Written,
});

/**
 * 接入: takes a contact that the bot holds.
 * Faults: not_seated, at_capacity, contact_taken {owner, ownerId}, contact_not_with_bot {state}
 */
export const take = contract({
  id: "contact.take",
  method: "POST",
  path: "/contacts/:id/take",
  permission: "contact.serve",
  summary: "Takes a contact from the bot",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});

/** 结束. The wrap-up is to be filled until `dueAt`, then it is owed; until `undoUntil` it may be taken back. */
export const end = contract({
  id: "contact.end",
  method: "POST",
  path: "/contacts/:id/end",
  permission: "contact.serve",
  summary: "Ends the talk",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id, dueAt: instant, undoUntil: instant }),
});

/** 撤销. Faults: undo_too_late, fan_wrote_again, contact_not_yours, contact_not_wrapping {state} */
export const resume = contract({
  id: "contact.resume",
  method: "POST",
  path: "/contacts/:id/resume",
  permission: "contact.serve",
  summary: "Takes back the end of a talk",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});
