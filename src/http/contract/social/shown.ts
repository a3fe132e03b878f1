import { z } from "zod";

import { ANSWER_KINDS } from "../../../core/social/gate.ts";
import { ITEM_KINDS } from "../../../core/social/item.ts";
import { DISMISSALS, WAIVERS } from "../../../core/social/thread.ts";
import { CLASSES } from "../../../core/social/triage/class.ts";
import { id, instant } from "../parts.ts";
import { ContactState } from "../shown.ts";

/** Ids of the platform are larger than a double holds. */
export const mid = z.string().regex(/^[1-9][0-9]{0,19}$/);

const Author = z.object({
  id: z.string(),
  name: z.string(),
  followers: z.int().nullable(),
  verified: z.enum(["person", "organisation", "media"]).nullable(),
});

/** Why it is of that class: the rule, and the words that counted. */
const Reasons = z.array(z.object({ rule: z.string(), words: z.array(z.string()) }));

const AnswerState = z.enum([
  "draft",
  "refused",
  "queued",
  "sending",
  "accepted",
  "rejected",
  "unknown",
  "removed",
]);

/** All that hangs on one root post, by the item that asks. */
export const Line = z.object({
  id,
  account: z.object({ id, name: z.string() }),
  /** counted: triage says that nobody has to answer. */
  state: z.enum(["waiting", "answered", "dismissed", "counted"]),
  is: z.enum(CLASSES),
  reasons: Reasons,
  /** 0 none, 1 a complaint, 2 one that many read, 3 danger, law, press. */
  risk: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  clock: z.enum(["first", "next"]),
  postedAt: instant,
  detectedAt: instant,
  dueAt: instant,
  answeredAt: instant.nullable(),
  /** found_late: the channel's failure. answered_late: whoever had it had all the promised time. */
  attainment: z.enum(["open", "kept", "found_late", "answered_late"]).nullable(),
  /** Reposts and copies. */
  spread: z.int(),
  author: Author,
  text: z.string(),
  mid,
  postMid: mid,
  rootMid: mid,
  kind: z.enum(ITEM_KINDS),
  isGone: z.boolean(),
  takenBy: z.string().nullable(),
  dismissal: z.enum(DISMISSALS).nullable(),
  closingWaiver: z.enum(WAIVERS).nullable(),
  answer: AnswerState.nullable(),
  /** The post on the platform's page. */
  link: z.string(),
});

export const Item = z.object({
  mid,
  postMid: mid,
  kind: z.enum(ITEM_KINDS),
  author: Author,
  text: z.string(),
  postedAt: instant,
  detectedAt: instant,
  door: z.string(),
  is: z.enum(CLASSES),
  reasons: Reasons,
  isGone: z.boolean(),
});

const Serving = z.object({
  contactId: id,
  conversationId: id,
  state: ContactState,
  owner: z.string().nullable(),
});
/** The contact that the thread has, or had last, and what she went on with in private. */
export const Served = z.object({ inPublic: Serving.nullable(), inPrivate: Serving.nullable() });

export const PublicAnswer = z.object({
  id,
  itemMid: mid,
  text: z.string(),
  kind: z.enum(ANSWER_KINDS),
  state: AnswerState,
  isElsewhere: z.boolean(),
  staffId: id.nullable(),
  staffName: z.string().nullable(),
  needs: z.array(z.string()),
  decidedBy: z.string().nullable(),
  code: z.string().nullable(),
  at: instant,
});
