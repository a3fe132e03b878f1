import { z } from "zod";

import { ANSWER_KINDS } from "../../../core/social/gate.ts";
import { CLASSES } from "../../../core/social/triage/class.ts";
import { VIEWS } from "../../../core/social/view.ts";
import { DISMISSALS, WAIVERS } from "../../../core/social/thread.ts";
import { contract } from "../contract.ts";
import { id, instant, page, pageOf, PathId } from "../parts.ts";
import { Item, Line, mid, PublicAnswer, Served } from "./shown.ts";

const BULK_MAX = 200;

export const readThreads = contract({
  id: "social.list",
  method: "GET",
  path: "/social/threads",
  permission: "social.read",
  summary: "What is said of us in public: what waits by risk and due time, everything else the newest first",
  query: z.strictObject({
    ...page,
    after: id.optional(),
    view: z.enum(VIEWS).default("waiting"),
    is: z.enum(CLASSES).optional(),
    account: id.optional(),
  }),
  response: pageOf(Line).extend({
    /** Of this view by class, on the account that was asked for; by account, of the class that was asked for. */
    classes: z.array(z.object({ is: z.enum(CLASSES), count: z.int() })),
    accounts: z.array(z.object({ id, name: z.string(), count: z.int() })),
    /** By view, of what was asked for; of what is only counted: of the last seven days. */
    counts: z.object({
      waiting: z.int(),
      overdue: z.int(),
      approval: z.int(),
      doubt: z.int(),
      answered: z.int(),
      closing: z.int(),
      dismissed: z.int(),
      counted: z.int(),
    }),
  }),
});

/** Fault: social_gone */
export const readThread = contract({
  id: "social.read",
  method: "GET",
  path: "/social/threads/:id",
  permission: "social.read",
  summary: "A thread whole: posts, our answers, and what an answer would meet",
  params: PathId,
  response: Line.extend({
    items: z.array(Item),
    answers: z.array(PublicAnswer),
    serving: Served,
    gate: z.object({
      connected: z.boolean(),
      /** Why a second pair of eyes is needed; none: it goes at once. */
      needs: z.array(z.enum(["queue", "followers", "incident", "risk"])),
      /** The incidents that hold it, what concerns less first: only their statements are said. */
      incidents: z.array(z.object({ name: z.string(), statements: z.array(z.string()) })),
      /** What the house has prepared to say to her. */
      prepared: z.object({ invite: z.string(), closing: z.string() }),
      charsMax: z.int(),
      places: z.object({ of: z.int(), left: z.int(), nextAt: instant.nullable() }),
    }),
  }),
});

const Done = z.object({ done: z.array(id), skipped: z.array(id) });
const ids = z.array(id).min(1).max(BULK_MAX);

/** What is not waiting any more is skipped. Fault: social_gone */
export const dismissThreads = contract({
  id: "social.dismiss",
  method: "POST",
  path: "/social/threads/dismiss",
  permission: "social.answer",
  summary: "Says that these need no answer, and why",
  body: z.strictObject({ ids, reason: z.enum(DISMISSALS) }),
  response: Done,
});

export const restoreThreads = contract({
  id: "social.restore",
  method: "POST",
  path: "/social/threads/restore",
  permission: "social.answer",
  summary: "Says that these need an answer after all; their clocks run on",
  body: z.strictObject({ ids }),
  response: Done,
});

/** What asks again meanwhile is skipped. Fault: social_gone */
export const waiveClosings = contract({
  id: "social.waive_closing",
  method: "POST",
  path: "/social/threads/waive-closing",
  permission: "social.answer",
  summary: "Says that these need no closing comment, and why",
  body: z.strictObject({ ids, reason: z.enum(WAIVERS) }),
  response: Done,
});

export const wantClosings = contract({
  id: "social.want_closing",
  method: "POST",
  path: "/social/threads/want-closing",
  permission: "social.answer",
  summary: "Says that these need a closing comment after all",
  body: z.strictObject({ ids }),
  response: Done,
});

const TEXT_MAX = 2_000;

/**
 * Faults: social_gone, social_item_gone, social_post_gone, social_unconnected, social_text_private {what},
 * social_text_too_long {max}, social_text_banned {words}, social_text_unapproved {incident}, social_text_same,
 * social_answer_open {name}
 */
export const answerInPublic = contract({
  id: "social.answer",
  method: "POST",
  path: "/social/threads/:id/answers",
  permission: "social.answer",
  summary: "Answers as a public comment; where the gate asks for it, after a second pair of eyes",
  params: PathId,
  body: z.strictObject({
    mid,
    text: z.string().max(TEXT_MAX),
    same: z.boolean().default(false),
    kind: z.enum(ANSWER_KINDS).default("answer"),
  }),
  response: z.object({
    id,
    state: z.enum(["draft", "queued"]),
    needs: z.array(z.enum(["queue", "followers", "incident", "risk"])),
  }),
});

export const answerElsewhere = contract({
  id: "social.elsewhere",
  method: "POST",
  path: "/social/threads/:id/elsewhere",
  permission: "social.answer",
  summary: "Says that she answers on the platform's own page; the answer is known when it comes back",
  params: PathId,
});

/** Faults: social_answer_gone, social_answer_decided, social_answer_own, social_text_unapproved {incident} */
export const decideAnswer = contract({
  id: "social.decide",
  method: "POST",
  path: "/social/answers/:id/decide",
  permission: "social.answer",
  summary: "Lets an answer go, or refuses it: with social.approve; her own anybody may withdraw",
  params: PathId,
  body: z.strictObject({ approve: z.boolean() }),
});

/** Faults: social_answer_gone, social_answer_known, social_text_unapproved {incident} */
export const resolveAnswer = contract({
  id: "social.resolve",
  method: "POST",
  path: "/social/answers/:id/resolve",
  permission: "social.answer",
  summary: "Says of an answer that may have been taken that it was, or sends it anew",
  params: PathId,
  body: z.strictObject({ as: z.enum(["sent", "resend"]) }),
});

/** Faults: social_answer_gone, social_answer_not_out, social_unconnected, social_remove_failed {code} */
export const removeAnswer = contract({
  id: "social.remove",
  method: "POST",
  path: "/social/answers/:id/remove",
  permission: "social.answer",
  summary: "Takes a comment of ours away from the platform; we keep what it said, and why it went",
  params: PathId,
  body: z.strictObject({ reason: z.enum(["wrong_facts", "tone", "wrong_place", "private_data"]) }),
});
