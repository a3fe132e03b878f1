import { z } from "zod";

/** What a control call may say. Everything is a limited plain text: the real check is the platform's own. */
const text = z.string().max(5_000);
const id = z.string().min(1).max(128);
const LEFT_MAX = 1_000_000;
const FAULTS_MAX = 50;
const FORWARD_MS_MAX = 366 * 24 * 3_600_000;
const count = z.int().min(1).max(LEFT_MAX);
const place = z.number().min(-180).max(180);

/** What a fan does that the account is told of. */
export const Act = z.discriminatedUnion("does", [
  z.strictObject({ does: z.literal("write"), text: text.min(1) }),
  z.strictObject({ does: z.literal("follow") }),
  z.strictObject({ does: z.literal("unfollow") }),
  z.strictObject({ does: z.literal("scan"), scene: id }),
  z.strictObject({ does: z.literal("tap_menu"), key: id }),
  z.strictObject({ does: z.literal("open_menu_link"), url: z.string().max(2_048) }),
  z.strictObject({ does: z.literal("send_location"), latitude: place, longitude: place, label: text }),
  z.strictObject({
    does: z.literal("share_location"),
    latitude: place,
    longitude: place,
    precision: z.number().min(0),
  }),
  z.strictObject({ does: z.literal("send_link"), title: text, description: text, url: text }),
  z.strictObject({ does: z.literal("enter"), from: text }),
  z.strictObject({ does: z.literal("send_page"), title: text, path: z.string().max(1_024) }),
  z.strictObject({ does: z.literal("choose"), menuItemId: id, text: text.min(1) }),
]);

/** What somebody of WeChat's own desk does. */
const agent = z.string().min(1).max(64);
const deskAct = z.discriminatedUnion("does", [
  z.strictObject({ does: z.literal("come"), agent }),
  z.strictObject({ does: z.literal("go"), agent }),
  z.strictObject({ does: z.literal("take"), agent, fan: id }),
  z.strictObject({ does: z.literal("close"), agent, fan: id }),
  z.strictObject({ does: z.literal("say"), agent, fan: id, text: text.min(1) }),
]);

const person = z.strictObject({
  uid: z.string().regex(/^[1-9][0-9]{0,18}$/),
  name: z.string().min(1).max(32),
  followers: z.int().min(0).default(120),
  verified: z.boolean().default(false),
});
const published = z.string().regex(/^[0-9]{1,19}$/);
const deed = z.discriminatedUnion("does", [
  z.strictObject({
    does: z.literal("post"),
    text: text.min(1),
    pictures: z.array(z.url()).max(9).default([]),
    commentsFrom: z.enum(["everybody", "followed", "trusted"]).default("everybody"),
  }),
  z.strictObject({
    does: z.literal("comment"),
    on: published,
    text: text.min(1),
    replyTo: published.optional(),
  }),
  z.strictObject({ does: z.literal("repost"), of: published, text: text.default("") }),
  z.strictObject({ does: z.literal("delete"), id: published }),
]);

const meeting = {
  left: count.optional(),
  until: z.int().optional(),
  path: z.string().max(256).optional(),
  fan: id.optional(),
  chance: z.number().min(0).max(1).optional(),
};
const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("errcode"), code: z.int(), ...meeting }),
  z.strictObject({ kind: z.literal("taken_no_answer"), ...meeting }),
  z.strictObject({ kind: z.literal("slow"), ms: z.int().min(1).max(600_000), ...meeting }),
  z.strictObject({ kind: z.literal("page"), ...meeting }),
  z.strictObject({ kind: z.literal("cut"), ...meeting }),
]);

const account = z.string().min(1).max(64);
const fan = id;

/** The bodies of the control calls. */
export const Bodies = {
  fans: z.strictObject({
    account,
    name: z.string().max(32).optional(),
    following: z.boolean().default(true),
  }),
  act: z.strictObject({ account, fan, act: Act, forged: z.boolean().default(false) }),
  desk: z.strictObject({ account, act: deskAct }),
  publish: z.strictObject({ by: person, deed }),
  clock: z.strictObject({ forwardMs: z.int().min(1).max(FORWARD_MS_MAX) }),
  faults: z.strictObject({ account, faults: z.array(fault).max(FAULTS_MAX) }),
  pushes: z.strictObject({
    account,
    astray: z.strictObject({ kind: z.enum(["twice", "swapped"]), left: count.default(1) }).nullable(),
  }),
  trick: z.strictObject({
    account,
    fan: fan.default(""),
    trick: z.enum(["redeliver", "kill_tokens", "expire_media"]),
  }),
  verify: z.strictObject({ account }),
} as const;
