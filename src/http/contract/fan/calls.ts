import { z } from "zod";

import { contract } from "../contract.ts";

/** Calls of the fan's page; below /fan/api, and for nobody else. */

const account = z.string().min(1).max(64);
const fan = z.string().min(1).max(64);
/** The platform's own limit of a code's scene. */
const SCENE_CHARS_MAX = 64;
const TEXT_CHARS_MAX = 5_000;
const URL_CHARS_MAX = 1_024;
const AHEAD_MS_MAX = 72 * 3_600_000;
const FAULTS_MAX = 100;

const SLOW_MS_MAX = 60_000;
const publicText = z.string().trim().min(1).max(TEXT_CHARS_MAX);
/** Of a post or a comment: 64 bits in digits. */
const publicId = z.string().regex(/^[0-9]{1,19}$/);

const deed = z.discriminatedUnion("does", [
  z.object({ does: z.literal("write"), text: z.string().min(1).max(TEXT_CHARS_MAX) }),
  z.object({ does: z.literal("send_image"), mediaId: z.string().min(1).max(128) }),
  z.object({ does: z.literal("follow") }),
  z.object({ does: z.literal("unfollow") }),
  z.object({ does: z.literal("scan"), scene: z.string().min(1).max(SCENE_CHARS_MAX) }),
  z.object({ does: z.literal("tap_menu"), key: z.string().min(1).max(128) }),
  z.object({ does: z.literal("open_menu_link"), url: z.string().min(1).max(URL_CHARS_MAX) }),
  z.object({ does: z.literal("enter"), from: z.string().max(SCENE_CHARS_MAX) }),
  z.object({
    does: z.literal("send_page"),
    title: z.string().trim().min(1).max(SCENE_CHARS_MAX),
    path: z.string().trim().min(1).max(URL_CHARS_MAX),
  }),
  z.object({
    does: z.literal("answer_notice"),
    template: z.string().min(1).max(128),
    accepted: z.boolean(),
    inSettings: z.boolean().optional(),
  }),
  z.object({ does: z.literal("post"), text: publicText }),
  z.object({ does: z.literal("comment"), on: publicId, text: publicText, replyTo: publicId.optional() }),
  z.object({ does: z.literal("repost"), of: publicId, text: z.string().max(TEXT_CHARS_MAX) }),
  z.object({ does: z.literal("delete"), id: publicId }),
]);

const left = z.int().min(1).max(FAULTS_MAX);
const fault = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("errcode"), code: z.int().min(-1).max(99_999), left }),
  z.object({ kind: z.literal("taken_no_answer"), left }),
  z.object({ kind: z.literal("slow"), ms: z.int().min(1).max(SLOW_MS_MAX), left }),
  z.object({ kind: z.literal("page"), left }),
  z.object({ kind: z.literal("cut"), left }),
]);
const astray = z.object({ kind: z.enum(["twice", "swapped"]), left });
const trick = z.enum(["redeliver", "kill_tokens", "expire_media"]);

const open = { permission: "public" } as const;

export const listAccounts = contract({
  ...open,
  id: "fan.accounts",
  method: "GET",
  path: "/accounts",
  summary: "The practice accounts that a fan can write to.",
});

export const listFans = contract({
  ...open,
  id: "fan.fans",
  method: "GET",
  path: "/fans",
  summary: "The fans of an account, liveliest first.",
  query: z.object({ account }),
});

export const makeFan = contract({
  ...open,
  id: "fan.make",
  method: "POST",
  path: "/fans",
  summary: "The fan of that name, or a new one; without a name one is drawn.",
  body: z.object({
    account,
    name: z.string().trim().min(1).max(32).optional(),
    /** Whether a new one has followed for long, so that nobody is told. */
    following: z.boolean().default(false),
  }),
});

export const act = contract({
  ...open,
  id: "fan.act",
  method: "POST",
  path: "/act",
  summary: "Does what a fan does; answered when the account has answered the platform, or will not.",
  body: z.object({ account, fan, deed, forged: z.boolean().default(false) }),
});

export const keepPicture = contract({
  ...open,
  id: "fan.picture",
  method: "POST",
  path: "/pictures",
  summary: "Keeps a picture for the fan to send.",
  query: z.object({ account }),
  bytes: { request: "image/*" },
});

export const runAhead = contract({
  ...open,
  id: "fan.ahead",
  method: "POST",
  path: "/ahead",
  summary: "Lets the platform's clock run ahead for one fan.",
  body: z.object({ account, fan, ms: z.int().min(1).max(AHEAD_MS_MAX) }),
});

export const setFault = contract({
  ...open,
  id: "fan.fault",
  method: "POST",
  path: "/fault",
  summary: "What the account's next sends meet; null: nothing.",
  body: z.object({ account, fault: fault.nullable() }),
});

export const setAstray = contract({
  ...open,
  id: "fan.astray",
  method: "POST",
  path: "/astray",
  summary:
    "How the platform's next pushes go astray: each twice at once, or behind the next one; null: straight.",
  body: z.object({ account, astray: astray.nullable() }),
});

export const playTrick = contract({
  ...open,
  id: "fan.trick",
  method: "POST",
  path: "/trick",
  summary:
    "Delivers the fan's last push once more; lets another program force a new access token; makes all media too old.",
  body: z.object({ account, fan, trick }),
});

export const readPhone = contract({
  ...open,
  id: "fan.phone",
  method: "GET",
  path: "/phone",
  summary: "A fan's phone and what went over the wire, since a version.",
  query: z.object({ account, fan, since: z.coerce.number().int().min(0).default(0) }),
});

export const watchPhone = contract({
  ...open,
  id: "fan.events",
  method: "GET",
  path: "/events",
  summary: "The same as it happens, as server-sent events: `phone`, `match`.",
  query: z.object({ account, fan }),
});
