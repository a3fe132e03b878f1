import { z } from "zod";

import { LIFT_REASONS } from "../../../core/abuse/flag.ts";
import { contract } from "../contract.ts";
import { id, instant, PathId, seq, seqInAddress, version } from "../parts.ts";
import { Channel, Fan, Person, ReasonName } from "../shown.ts";
import { Awaited, ContactRow } from "./desk.ts";
import { Sends } from "./media.ts";
import { ThreadItem } from "./thread.ts";

const ITEMS_MAX = 100;

/** The head of a thread. `contact` is the open one, else the newest; null before there was any. */
export const readConversation = contract({
  id: "conversation.read",
  method: "GET",
  path: "/conversations/:id",
  permission: "contact.read",
  summary: "The head of a thread",
  params: PathId,
  response: z.object({
    id,
    fan: Fan,
    channel: Channel,
    /** What one message to the fan holds, in UTF-8 bytes, and in UTF-16 units where the platform counts those. */
    textBytesMax: z.int(),
    textCharsMax: z.int().nullable(),
    /** For how long after the fan's last word she may be written to, in ms; null: for ever. */
    windowMs: z.int().nullable(),
    sends: Sends,
    /** Number of the last message, and of the last one that I have read. */
    seq: z.int(),
    readSeq: z.int(),
    contact: ContactRow.nullable(),
    ticket: z
      .object({ id, number: z.int(), state: z.enum(["open", "closed"]), title: z.string().nullable() })
      .nullable(),
    /** The last talk with a person before this contact. */
    servedBefore: z.object({ contactId: id, staff: Person, at: instant }).nullable(),
    /** Of a conversation in public: the thread of posts. */
    socialThreadId: id.nullable(),
    /** 曾多次辱骂, and who has taken the mark away; null: she is not marked. It changes nothing but what is shown. */
    offender: z
      .object({
        times: z.int(),
        until: instant,
        lifted: z.object({ by: Person, at: instant, reason: z.enum(LIFT_REASONS) }).nullable(),
      })
      .nullable(),
  }),
});

/**
 * A piece of the thread, ascending. Without a cursor the newest; `before`/`after` are message numbers and exclude
 * them. What happened lies between the messages by time; an item may be told twice at the seam of two pieces, with
 * the same id.
 */
export const readMessages = contract({
  id: "conversation.messages",
  method: "GET",
  path: "/conversations/:id/messages",
  permission: "contact.read",
  summary: "A piece of the thread",
  params: PathId,
  query: z.strictObject({
    before: seqInAddress.min(1).optional(),
    after: seqInAddress.optional(),
    limit: z.coerce.number().int().min(1).max(ITEMS_MAX).default(50),
  }),
  response: z.object({
    items: z.array(ThreadItem),
    /** Whether there are messages before the first, and after the last of these. */
    hasBefore: z.boolean(),
    hasAfter: z.boolean(),
  }),
});

/** Why the bot said a message: a sentence a line, in the language of the call. Faults: reason_unknown */
export const readReason = contract({
  id: "conversation.reason",
  method: "GET",
  path: "/conversations/:id/messages/:seq/reason",
  permission: "contact.read",
  summary: "Why the bot said this",
  params: z.object({ id, seq: seqInAddress.min(1) }),
  response: z.object({ sentences: z.array(z.string()) }),
});

/** I have read up to this number. Never goes back. */
export const markRead = contract({
  id: "conversation.mark_read",
  method: "PUT",
  path: "/conversations/:id/read",
  permission: "contact.read",
  summary: "Marks a thread read up to a message",
  params: PathId,
  body: z.strictObject({ seq }),
  response: z.object({ readSeq: z.int() }),
});

/** 再来信时提醒我: I am told at my desk when she writes again, once; false: not any more. Faults: awaits_too_many */
export const awaitFan = contract({
  id: "conversation.await",
  method: "PUT",
  path: "/conversations/:id/awaited",
  permission: "contact.read",
  summary: "Asks to be told when a fan writes again",
  params: PathId,
  body: z.strictObject({ awaited: z.boolean() }),
  /** All whom I wait for now. */
  response: z.object({ items: z.array(Awaited) }),
});

/**
 * 回复额度 and 可回复时段: what the platform lets the account say. Windows are those that are open; the one that closes
 * first pays first.
 */
export const readPlaces = contract({
  id: "conversation.places",
  method: "GET",
  path: "/conversations/:id/places",
  permission: "contact.read",
  summary: "How much may still be said to the fan, and for how long",
  params: PathId,
  response: z.object({
    /** Null where the platform knows no windows. */
    windows: z
      .array(
        z.object({
          trigger: z.enum(["message", "menu", "follow", "scan", "enter"]),
          closesAt: instant,
          /** Messages in all and left; null where they are not counted. */
          of: z.int().nullable(),
          left: z.int().nullable(),
        }),
      )
      .nullable(),
    /** What has not left yet, in its order: short texts of one author may leave as one message. */
    waiting: z.array(
      z.object({
        spender: z.enum(["agent", "faq", "notice"]),
        staffId: id.nullable(),
        text: z.string().nullable(),
      }),
    ),
  }),
});

const NAME_MAX = 64;
const REMARK_MAX = 500;

const Customer = z.object({
  fan: Fan.extend({ firstSeenAt: instant, version }),
  channel: Channel,
  contactsTotal: z.int(),
  openTickets: z.int(),
  /** Her last contacts, newest first, 20 at most: of all identities that are known to be hers. */
  contacts: z.array(
    z.object({
      surface: ContactRow.shape.surface,
      contactId: id,
      conversationId: id,
      ticketId: id,
      ticketNumber: z.int(),
      state: ContactRow.shape.state,
      createdAt: instant,
      endedAt: instant.nullable(),
      owner: Person.nullable(),
      newcomerDay: ContactRow.shape.newcomerDay,
      reason: ReasonName.nullable(),
      outcome: z.string().nullable(),
      rating: z.int().min(1).max(5).nullable(),
    }),
  ),
});

export const readCustomer = contract({
  id: "customer.read",
  method: "GET",
  path: "/conversations/:id/customer",
  permission: "contact.read",
  summary: "Who the fan is and what she came for before",
  params: PathId,
  response: Customer,
});

/** How we call the fan, and what colleagues should know of her. Empty takes it away. */
export const changeCustomer = contract({
  id: "customer.change",
  method: "PUT",
  path: "/conversations/:id/customer",
  permission: "contact.serve",
  summary: "Changes a fan's name and remark",
  params: PathId,
  body: z.strictObject({
    version,
    name: z.string().trim().max(NAME_MAX).nullable(),
    remark: z.string().trim().max(REMARK_MAX).nullable(),
  }),
  response: z.object({ version }),
});
