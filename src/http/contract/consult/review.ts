import { z } from "zod";

import { contract } from "../contract.ts";
import { id, PathId } from "../parts.ts";

const Done = z.object({ consultationId: id, conversationId: id });
/** Numbers of messages are PostgreSQL's integers. */
const SEQ_MAX = 2_147_483_647;

/**
 * 批准, 修改后发 (`text`), of mentors and leaders; `heard`: the number of the fan's last message that was shown.
 * Faults: consult_gone, consult_over, consult_not_yours, review_heard, review_answered, and those of contact.reply
 */
export const approve = contract({
  id: "review.approve",
  method: "POST",
  path: "/consultations/:id/approve",
  permission: "contact.serve",
  summary: "Lets a new agent's reply leave, as it is or otherwise",
  params: PathId,
  body: z.strictObject({
    heard: z.int().min(0).max(SEQ_MAX),
    text: z.string().optional(),
    despite: z.boolean().optional(),
  }),
  response: Done,
});

/** 退回. Faults: consult_gone, consult_over, consult_not_yours, reply_empty, reply_too_long {max} */
export const giveBack = contract({
  id: "review.return",
  method: "POST",
  path: "/consultations/:id/return",
  permission: "contact.serve",
  summary: "Gives a new agent her reply back, with what is wrong about it",
  params: PathId,
  body: z.strictObject({ note: z.string() }),
  response: Done,
});
