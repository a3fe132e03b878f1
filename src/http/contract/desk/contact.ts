import { z } from "zod";

import { BOUNCE_REASONS } from "../../../core/contact/happening/words.ts";
import { contract } from "../contract.ts";
import { id, instant, line, PathId } from "../parts.ts";

/** UTF-16 units, as the composer counts them. */
export const REPLY_CHARS_MAX = 5_000;

const DESCRIPTION_MAX = 240;
const URL_MAX = 1_024;
const MENU_LINE_MAX = 120;
const MENU_WORDS_MAX = 600;
const MENU_ITEMS_MAX = 20;

const Address = z.url({ protocol: /^https?$/ }).max(URL_MAX);

/** What is sent as a card; which of them the account's platform takes, `sends` of the conversation says. */
const Card = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("news"),
    title: line(64),
    description: line(DESCRIPTION_MAX).or(z.literal("")),
    url: Address,
    pictureUrl: Address.or(z.literal("")),
  }),
  z.strictObject({
    kind: z.literal("mini_program"),
    title: line(64),
    /** Absent where the account itself is the mini program. */
    appId: line(64).optional(),
    path: line(URL_MAX),
    /** A picture of `POST /media`. */
    coverId: id,
  }),
  z.strictObject({
    kind: z.literal("menu"),
    head: z.string().trim().max(MENU_WORDS_MAX),
    items: z.array(line(MENU_LINE_MAX)).min(1).max(MENU_ITEMS_MAX),
    tail: z.string().trim().max(MENU_WORDS_MAX),
  }),
]);

const isOne = (...parts: readonly unknown[]): boolean =>
  parts.filter((part) => part !== undefined).length === 1;

/** One of them: a text, something of `POST /media` (a film with its cover), a card. */
const Words = z
  .strictObject({
    text: z.string().optional(),
    mediaId: id.optional(),
    coverId: id.optional(),
    card: Card.optional(),
    /** Of a text that was refused as doubtful: she has looked, and sends it. */
    despite: z.boolean().optional(),
  })
  .refine(({ text, mediaId, card }) => isOne(text, mediaId, card), "give text, mediaId or card")
  .refine(({ mediaId, coverId }) => coverId === undefined || mediaId !== undefined, "a cover is of mediaId");

/** A text, or something of `POST /media`. */
const NoteWords = z
  .strictObject({ text: z.string().optional(), mediaId: id.optional() })
  .refine(({ text, mediaId }) => isOne(text, mediaId), "give text or mediaId");

/** Numbers of the messages that came of it, in order; the stream brings them whole. */
const Written = z.object({ conversationId: id, seqs: z.array(z.int().positive()), at: instant });

/**
 * Says something to the fan: a text, which leaves in several messages where the channel's limit asks for it, or one
 * picture, voice, film or card. The idempotency key is the client's id of the bubble.
 * Faults: reply_empty, reply_too_long {max}, placeholder_unresolved {placeholder}, media_missing, kind_not_sent {kind},
 * media_type_not_sent {types}, media_too_large {max}, cover_missing, menu_too_long {max}, mini_program_unnamed,
 * contact_in_public, contact_not_active {state}, contact_not_yours {owner, ownerId}, reply_window_closed, reply_places_used_up {left, parts}; reply_banned,
 * promotion_barred, promotion_last_place, promotion_twice {word}. Doubtful, until `despite`: promotion_consent, date_over {word}, promise_over {word, title}
 * `reviewId`: a new agent's; it waits for her mentor or a leader. Then also: review_open, review_text_only
 */
export const reply = contract({
  id: "contact.reply",
  method: "POST",
  path: "/conversations/:id/replies",
  permission: "contact.serve",
  summary: "Says something to the fan",
  params: PathId,
  body: Words,
  response: Written.extend({ reviewId: id.nullable() }),
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
  body: NoteWords,
  response: Written,
});

/**
 * 接入: takes a contact that the bot holds; 抢单: one that waits in a queue whose agents take.
 * Faults: not_seated, not_eligible, not_visible, channel_full {max}, channel_alone, at_capacity, contact_taken {owner, ownerId}, contact_not_with_bot {state}
 */
export const take = contract({
  id: "contact.take",
  method: "POST",
  path: "/contacts/:id/take",
  permission: "contact.serve",
  summary: "Takes a contact from the bot, or from a queue whose agents take",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});

/**
 * 转接 to a queue or to one agent, with a note for whoever takes it. The sender is free at once; an agent is offered it
 * (`isOffered`), or, where she cannot take it now, it waits in its queue.
 * Faults: contact_not_active {state}, contact_not_yours {owner, ownerId}, queue_gone, staff_gone, transfer_to_oneself,
 * transfer_limit {max}, reply_empty, reply_too_long {max}, contact_passing {name}; isWarm: agent_not_seated {name},
 * agent_not_ready {name}, agent_barred {name}, agent_channel_full {name, max}, agent_channel_alone {name},
 * agent_at_capacity {name, used, capacity}
 */
export const transfer = contract({
  id: "contact.transfer",
  method: "POST",
  path: "/contacts/:id/transfer",
  permission: "contact.serve",
  summary: "Passes a contact on to a queue or to an agent",
  params: PathId,
  body: z
    .strictObject({
      queueId: id.optional(),
      staffId: id.optional(),
      note: z.string(),
      /** Otherwise she waits as if she had just asked. */
      keepsAge: z.boolean().default(true),
      /** 暖转, to an agent who is ready: it stays mine until she has accepted, and where she does not. */
      isWarm: z.boolean().default(false),
    })
    .refine(({ queueId, staffId }) => isOne(queueId, staffId), "give queueId or staffId")
    .refine(({ staffId, isWarm }) => !isWarm || staffId !== undefined, "isWarm is of staffId"),
  response: z.object({
    contactId: id,
    conversationId: id,
    isOffered: z.boolean(),
    /** Where it went instead: the last transfer that is allowed is a leader's. */
    leaderQueue: z.object({ id, name: z.string() }).nullable(),
  }),
});

/** Where a contact may be passed on to, as it is at this moment. */
export const transferChoices = contract({
  id: "contact.transfer_choices",
  method: "GET",
  path: "/transfer/choices",
  permission: "contact.serve",
  summary: "The queues and agents that a contact may be passed on to, and how busy each is",
  response: z.object({
    queues: z.array(
      z.object({
        id,
        name: z.string(),
        group: z.string(),
        /** Contacts that wait there. */
        waiting: z.int(),
        /** Agents of the queue who are ready. */
        ready: z.int(),
        /** What they have free together, in units. */
        free: z.int(),
      }),
    ),
    /** Who is signed in on a seat, those who are ready and have most free first. */
    agents: z.array(
      z.object({
        id,
        name: z.string(),
        isReady: z.boolean(),
        /** What she has free, in units. */
        free: z.int(),
        queues: z.array(z.string()),
      }),
    ),
  }),
});

/** One transfer, one that came back, or one that was taken back: a sentence. */
const ChainStep = z.object({ at: instant, zh: z.string(), en: z.string() });

/** 为什么: who would get a contact that waits, and why not the others, a sentence a line. Faults: contact_gone */
export const explain = contract({
  id: "contact.explain",
  method: "GET",
  path: "/contacts/:id/explanation",
  permission: "floor.read",
  summary: "Who would get a contact now, and why not the others, in Chinese and English",
  params: PathId,
  response: z.object({
    contactId: id,
    queueId: id,
    /** Of the queue's rules. */
    version: z.int(),
    zh: z.array(z.string()),
    en: z.array(z.string()),
    /** From whom to whom it was passed on before, in order. */
    chain: z.array(ChainStep),
  }),
});

/** 转接经过, in order. Faults: contact_gone, conversation_unseen */
export const readChain = contract({
  id: "contact.chain",
  method: "GET",
  path: "/contacts/:id/chain",
  permission: "contact.read",
  summary: "Who passed a contact on to whom, why and when, in Chinese and English, with the senders' notes",
  params: PathId,
  response: z.object({
    steps: z.array(ChainStep.extend({ note: z.string().nullable() })),
  }),
});

/** 退回, within two minutes. Faults: contact_not_active {state}, contact_not_yours {owner, ownerId}, contact_not_passed, bounce_too_late */
export const bounce = contract({
  id: "contact.bounce",
  method: "POST",
  path: "/contacts/:id/bounce",
  permission: "contact.serve",
  summary: "Sends a contact back to the front of the queue that it was passed on from",
  params: PathId,
  body: z.strictObject({ why: z.enum(BOUNCE_REASONS) }),
  response: z.object({ contactId: id, conversationId: id }),
});

/** 撤回转接, until somebody has accepted it. Faults: recall_too_late, not_seated */
export const recall = contract({
  id: "contact.recall",
  method: "POST",
  path: "/contacts/:id/recall",
  permission: "contact.serve",
  summary: "Takes back a contact that was passed on and that nobody has accepted",
  params: PathId,
  response: z.object({ contactId: id, conversationId: id }),
});

/** 指派. Faults: staff_gone, contact_not_waiting {state}, agent_not_seated {name}; without `beyond` agent_barred {name}, agent_channel_full {name, max}, agent_channel_alone {name}, agent_at_capacity {name, used, capacity} */
export const assign = contract({
  id: "contact.assign",
  method: "POST",
  path: "/contacts/:id/assign",
  permission: "floor.write",
  summary: "Gives a contact that waits to an agent, above her capacity only where it is said",
  params: PathId,
  body: z.strictObject({ staffId: id, beyond: z.boolean().default(false) }),
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

const Put = z.object({ contactId: id, conversationId: id });

/**
 * 挂起: its slot is free at once; the fan's next word, or one of mine, brings it back.
 * Faults: contact_not_active {state}, contact_not_yours {owner, ownerId}, contact_on_hold, contact_passing {name}
 */
export const hold = contract({
  id: "contact.hold",
  method: "POST",
  path: "/contacts/:id/hold",
  permission: "contact.serve",
  summary: "Puts a contact aside until somebody speaks, and frees its slot",
  params: PathId,
  response: Put,
});

/** 取消挂起. Faults: contact_not_active {state}, contact_not_yours {owner, ownerId}, contact_not_on_hold */
export const unhold = contract({
  id: "contact.unhold",
  method: "POST",
  path: "/contacts/:id/unhold",
  permission: "contact.serve",
  summary: "Goes on with a contact that was put aside",
  params: PathId,
  response: Put,
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
