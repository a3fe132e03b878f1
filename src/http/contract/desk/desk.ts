import { z } from "zod";

import { PRESENCES } from "../../../core/seating/presence.ts";
import { LANES } from "../../../core/queue/lane.ts";
import { Covering, Phone } from "../beside.ts";
import { contract } from "../contract.ts";
import { id, instant, version } from "../parts.ts";
import { Channel, ContactState, Fan, Person, QueueName } from "../shown.ts";
import { MessageItem, Send, ThreadItem } from "./thread.ts";

/** The last message: its kind and the beginning of its words (80 characters at most). */
export const Preview = z.object({
  seq: z.int(),
  at: instant,
  author: MessageItem.shape.author,
  internal: z.boolean(),
  kind: z.string(),
  text: z.string(),
});

/** One contact as lists show it. */
export const ContactRow = z.object({
  contactId: id,
  conversationId: id,
  ticketId: id,
  state: ContactState,
  /** Grows with each change of the contact. */
  version,
  fan: Fan,
  channel: Channel,
  /** public: she spoke below a post, and is answered there by comments. */
  surface: z.enum(["private", "public", "call"]),
  queue: QueueName.nullable(),
  owner: Person.nullable(),
  /** 新人期: on which day as a new agent its owner got it, from 1; null: she was none. */
  newcomerDay: z.int().nullable(),
  /** 三方: who writes to the fan beside its owner. */
  members: z.array(Person),
  last: Preview.nullable(),
  /** Number of the conversation's last message. */
  seq: z.int(),
  /** What the fan wrote in this contact and I have not read; 100 means 100 or more. */
  unread: z.int().min(0).max(100),
  /** Sends of mine that nobody knows the fate of: 可能已发送; and that were refused. */
  unknownSends: z.int(),
  /** Since when the fan waits for a word of ours. */
  waitingSince: instant.nullable(),
  createdAt: instant,
  enqueuedAt: instant.nullable(),
  queueReason: z.string().nullable(),
  /** What her matter is, as her words told: risk and complaint are marked in lists. */
  lane: z.enum(LANES).nullable(),
  /** It reopens an earlier contact. */
  reopened: z.boolean(),
  /** When we said she would be answered (留言). */
  promisedAt: instant.nullable(),
  /** 隔夜: asked while the queue was shut, and not answered yet; until when it was promised. */
  nightDueAt: instant.nullable(),
  acceptedAt: instant.nullable(),
  /** 挂起: it takes no slot since then, until somebody speaks. */
  heldSince: instant.nullable(),
  /** timer: 静默, as the fan did not answer. */
  heldBy: z.enum(["agent", "timer"]).nullable(),
  /** It was passed on to me, and may be sent back until then (退回). */
  bounceUntil: instant.nullable(),
  /** How often it was passed on. */
  transfers: z.int(),
  /** 暖转: who is asked to take it over from its owner, and until when she may. */
  passing: z.object({ to: Person, until: instant }).nullable(),
  /** The talk is over since then; the wrap-up is to be filled until dueAt, or is owed since owedSince. */
  talkEndedAt: instant.nullable(),
  dueAt: instant.nullable(),
  owedSince: instant.nullable(),
  endedAt: instant.nullable(),
  resolution: z.string().nullable(),
  /** What the fan has said of it: 5 is best. */
  rating: z.int().min(1).max(5).nullable(),
});

/** A 接待邀请 to me: the same contact row, who waits, what she said last, and until when I may accept. */
export const Offer = z.object({
  offerId: id,
  offeredAt: instant,
  until: instant,
  said: Preview.nullable(),
  contact: ContactRow,
});

/** Me at my seat; null while I am not signed in on one. */
export const Seated = z.object({
  id,
  seatNumber: z.string(),
  presence: z.enum(PRESENCES),
  reason: z.string().nullable(),
  cause: z.string().nullable(),
  /** The supervisor who set her so. */
  setBy: z.string().nullable(),
  /** When she plans to be back from a break. */
  backAt: instant.nullable(),
  since: instant,
  capacity: z.int(),
  /** Of it, what a preset that runs lends her. */
  extra: z.int(),
  /** The supervisor who gave her that for this sign-in. */
  capacityBy: z.string().nullable(),
  used: z.int(),
  wrapupsOwed: z.int(),
  signedInAt: instant,
  version,
});

/** How many there are on each tab; null: I may not see that tab. `endedToday`: of mine, by the day of the house's zone. */
export const Counts = z.object({
  mine: z.int(),
  waiting: z.int(),
  bot: z.int(),
  colleagues: z.int().nullable(),
  endedToday: z.int(),
});

/** 等她来信: she writes, and I am told, once, wherever she goes. `heardAt`: she has. */
export const Awaited = z.object({
  conversationId: id,
  fan: Fan,
  since: instant,
  heardAt: instant.nullable(),
});

/**
 * 会商, 求助班长, 三方邀请: what I am asked about a colleague's contact; or what I have asked, until I know how it ended.
 */
export const Consult = z.object({
  consultationId: id,
  kind: z.enum(["consult", "flag", "invite", "review"]),
  contactId: id,
  conversationId: id,
  fan: Fan,
  by: Person,
  /** Null: of leaders nobody yet. */
  asked: Person.nullable(),
  reason: z.string().nullable(),
  /** The beginning of what was asked, and of the answer (80 characters at most). */
  said: z.string().nullable(),
  answer: z.string().nullable(),
  at: instant,
  endedAt: instant.nullable(),
  how: z
    .enum(["answered", "declined", "withdrawn", "joined", "over", "approved", "edited", "returned"])
    .nullable(),
  /** 审稿: a new agent's reply as she wrote it, the fan's last words and their number; whether leaders are asked, too. */
  review: z
    .object({
      text: z.string(),
      fanSaid: z.string().nullable(),
      fanSeq: z.int().min(0),
      isWide: z.boolean(),
    })
    .nullable(),
});

/** All that is mine at this moment. */
export const Desk = z.object({
  session: Seated.nullable(),
  /** Active and to be wrapped up, owed ones among them; in no particular order. */
  contacts: z.array(ContactRow),
  offers: z.array(Offer),
  counts: Counts,
  /** Whom I wait for, oldest first. */
  awaited: z.array(Awaited),
  /** What I am asked, and what I have asked, oldest first. */
  consults: z.array(Consult),
  /** 代管, both sides of it. */
  covering: Covering,
  /** Whom I have had rung. */
  phone: Phone,
});

export const readDesk = contract({
  id: "desk.read",
  method: "GET",
  path: "/desk",
  permission: "signed_in",
  summary: "All that is mine at this moment",
  response: Desk,
});

export const Doing = z.enum(["viewing", "typing", "idle"]);

/** Another word whenever something else deviates from normal (`GET /presets/deviations`); empty: nothing does. */
const deviates = z.string();

/**
 * The frames of `GET /api/v1/stream` (text/event-stream, `event:` name, `data:` JSON). On each connection `hello`
 * and a `desk` with everything come first; after that, what has changed. There is no position to resume from:
 * whoever reconnects asks each open thread for what is newer than its last number.
 */
export const StreamFrame = z.discriminatedUnion("event", [
  z.object({
    event: z.literal("hello"),
    data: z.object({ serverTime: instant, version: z.string(), deviates }),
  }),
  z.object({
    event: z.literal("desk"),
    data: z.object({
      /** True: forget what you knew. False: a part that is absent is unchanged. */
      full: z.boolean(),
      session: Seated.nullable().optional(),
      /** New or changed. */
      contacts: z.array(ContactRow).optional(),
      /** Contact ids that are no longer mine. */
      removed: z.array(id).optional(),
      /** All that live; none: []. */
      offers: z.array(Offer).optional(),
      counts: Counts.optional(),
      /** All whom I wait for. */
      awaited: z.array(Awaited).optional(),
      /** All that I am asked, and have asked. */
      consults: z.array(Consult).optional(),
      covering: Covering.optional(),
      phone: Phone.optional(),
    }),
  }),
  /** New in a conversation of mine, or in the one that I look at; `after`: the number before the first of these. */
  z.object({
    event: z.literal("messages"),
    data: z.object({
      conversationId: id,
      after: z.int(),
      items: z.array(ThreadItem),
      /** There is more than fits a frame: ask for it. */
      more: z.boolean(),
    }),
  }),
  z.object({
    event: z.literal("sends"),
    data: z.object({
      conversationId: id,
      items: z.array(z.object({ seq: z.int(), ...Send.shape })),
    }),
  }),
  /** Everybody else who looks at the conversation that I look at. */
  z.object({
    event: z.literal("presence"),
    data: z.object({
      conversationId: id,
      who: z.array(z.object({ staffId: id, name: z.string(), doing: z.enum(["viewing", "typing"]) })),
    }),
  }),
  z.object({ event: z.literal("ping"), data: z.object({ serverTime: instant, deviates }) }),
  /** The server ends this line: `session_ended`, `too_many_streams`, `stopping`. */
  z.object({ event: z.literal("bye"), data: z.object({ code: z.string() }) }),
]);
export type StreamFrame = z.infer<typeof StreamFrame>;

/** `text/event-stream` of the frames above; lasts until one of both sides ends it. */
export const openStream = contract({
  id: "desk.stream",
  method: "GET",
  path: "/stream",
  permission: "signed_in",
  summary: "Everything that changes at my desk",
  bytes: { response: "text/event-stream" },
});

/** What I look at in this tab: sent when it changes, and every 5 s while it lasts. Kept nowhere, forgotten after 10 s. */
export const focusDesk = contract({
  id: "desk.focus",
  method: "POST",
  path: "/desk/focus",
  permission: "contact.read",
  summary: "Tells colleagues what I look at",
  body: z.strictObject({ conversationId: id.nullable(), doing: Doing }),
  response: z.object({}),
});
