import { z } from "zod";

import { id, instant } from "../parts.ts";
import { Happening, Person } from "../shown.ts";

const TEXT_MAX = 20_000;
const Words = z.string().max(TEXT_MAX);

/** Bytes are at `GET /conversations/:id/messages/:seq/media`; `expired`: the platform no longer has them. */
const MediaState = z.enum(["remote", "stored", "expired", "refused"]);

/** What a message carries. Every text is a stranger's: show it as text and nothing else. */
export const Content = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), text: Words, menuItemId: z.string().optional() }),
  z.object({ kind: z.literal("image"), media: MediaState }),
  z.object({
    kind: z.literal("voice"),
    media: MediaState,
    format: z.string(),
    recognition: Words.optional(),
  }),
  z.object({ kind: z.literal("video"), media: MediaState, short: z.boolean(), title: Words.optional() }),
  z.object({
    kind: z.literal("location"),
    latitude: z.number(),
    longitude: z.number(),
    label: Words,
  }),
  z.object({ kind: z.literal("link"), title: Words, description: Words, url: Words }),
  z.object({ kind: z.literal("mini_program"), title: Words, appId: z.string().optional(), path: Words }),
  z.object({
    kind: z.literal("article"),
    articleId: z.string().optional(),
    mediaId: z.string().optional(),
  }),
  z.object({
    kind: z.literal("menu"),
    head: Words,
    items: z.array(z.object({ id: z.string(), text: Words })),
    tail: Words,
  }),
  z.object({ kind: z.literal("coupon"), cardId: z.string() }),
  z.object({ kind: z.literal("file"), title: Words, bytes: z.int().optional() }),
  z.object({
    kind: z.literal("news"),
    articles: z.array(z.object({ title: Words, description: Words, pictureUrl: Words, url: Words })),
  }),
  z.object({ kind: z.literal("music"), title: Words.optional(), description: Words.optional(), url: Words }),
  /** A form that the platform has granted, filled in: 模板消息 or 订阅通知. */
  z.object({
    kind: z.literal("notice"),
    via: z.enum(["template", "subscription"]),
    templateId: z.string(),
    title: Words,
    lines: z.array(z.object({ key: z.string(), label: Words, text: Words })),
  }),
  z.object({ kind: z.literal("handover"), agent: z.string().optional() }),
  /** `event.name` as in core/channel/content: followed, scanned, menu_tapped … */
  z.object({ kind: z.literal("event"), event: z.looseObject({ name: z.string() }) }),
  z.object({ kind: z.literal("unknown"), type: z.string(), text: Words }),
]);

/**
 * The fate of what we said. `written`: left with the webhook, no receipt yet.
 * Of notices: `given`, taken and not reported yet; `delivered`; `undelivered`, with the platform's code. Of
 * media that are checked: `checking`; `flagged`, `check_risky` or `check_review`. `unknown`: 可能已发送.
 * `code` says why it was rejected, is unknown or expired; `confirmed_by_person` after 确认已发.
 */
export const SendState = z.enum([
  "queued",
  "passive",
  "sending",
  "written",
  "accepted",
  "given",
  "delivered",
  "undelivered",
  "checking",
  "flagged",
  "unknown",
  "rejected",
  "expired",
]);
export const Send = z.object({
  state: SendState,
  code: z.string().nullable(),
  /** The message that this one sends again. */
  resendOf: z.int().nullable(),
});

export const MessageItem = z.object({
  type: z.literal("message"),
  /** Its number in the conversation: identity, order and cursor. */
  seq: z.int().positive(),
  at: instant,
  contactId: id.nullable(),
  author: z.enum(["fan", "bot", "agent", "system"]),
  /** Of an agent's message. */
  staff: Person.nullable(),
  /** 内部备注: never leaves. */
  internal: z.boolean(),
  content: Content,
  /** How a fan's words sound, by rules, with the words that counted; absent where nothing of it is worth telling. */
  voice: z
    .object({
      mood: z.enum(["negative", "positive"]).nullable(),
      urgent: z.boolean(),
      abusive: z.boolean(),
      words: z.array(z.string()),
    })
    .optional(),
  /** Of what we say to the fan. */
  send: Send.nullable(),
});

/** A thread holds messages by number, and between them, by time, what happened to the contact. */
export const ThreadItem = z.discriminatedUnion("type", [MessageItem, Happening]);
