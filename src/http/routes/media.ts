import type { Readable } from "node:stream";

import type { Context } from "koa";

import { tooLarge } from "../../action/contact/said.ts";
import { addMedia, findMedium, keepMedium, readMedia } from "../../action/media/media.ts";
import type { Held, Media, Remote } from "../../action/media/ports.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { judgeUpload, type Kept, type Take } from "../../core/media/taking.ts";
import type { Fetched } from "../../flow/media/fetch.ts";
import { answers, type Call, type Route } from "../api/route.ts";
import { takeBody } from "../body.ts";
import * as media from "../contract/desk/media.ts";

/** Where bytes lie, and how those of fans come there. */
export type MediaDoor = {
  /** Safe on return. */
  readonly take: Take;
  /** Undefined where there are none. */
  readonly bytesOf: (sha256: string) => Promise<number | undefined>;
  /** From one byte to another, both included. */
  readonly stream: (sha256: string, first: number, last: number) => Readable;
  /** Undefined where nobody can: known by an id alone, of an account that cannot ask for it. */
  readonly fetch: (remote: Remote) => Promise<Fetched> | undefined;
};

/** What agents upload, and what fans have sent. */
export const mediaRoutes = (door: MediaDoor): readonly Route[] => [
  answers(media.uploadMedia, async (call, api) =>
    // The bytes first: a row without them would be a promise that nobody keeps.
    api.perform(addMedia, await upload(call.ctx, door), call.actor, call.key),
  ),
  answers(media.readMedia, async (call, api) =>
    show(call.ctx, door, await api.ask(readMedia, call.input, call.actor)),
  ),
  answers(media.readMessageMedia, async (call, api) => {
    const held = await api.ask(findMedium, call.input, call.actor);
    const fetched = held.kind === "remote" ? await door.fetch(held) : undefined;
    const known = fetched === undefined ? held : await settle(call, api.perform, fetched);
    await show(call.ctx, door, heldOf(known));
  }),
];

async function upload(ctx: Context, door: MediaDoor): Promise<Kept> {
  const taken = await takeBody(ctx.req, (bytes) => door.take(bytes, judgeUpload));
  switch (taken.kind) {
    case "kept":
      return taken.kept;
    case "too_large":
      throw tooLarge(taken.bytesMax);
    case "unfit":
      throw new Fault("media_unreadable", "That is no picture, voice or film that can be sent.");
  }
}

/** What came of fetching it is written down once, so that nobody fetches it again. */
async function settle(
  { input, actor }: Call<{ readonly id: string; readonly seq: number }>,
  perform: Parameters<Route["handle"]>[1]["perform"],
  fetched: Fetched,
): Promise<Held> {
  if (fetched.kind === "unreachable") {
    throw new Fault("media_unreachable", "The platform did not give it to us. Try again in a moment.");
  }
  const outcome = fetched.kind === "fetched" ? fetched.kept : fetched.kind;
  return perform(keepMedium, { ...input, outcome }, actor);
}

function heldOf(held: Held): Media {
  switch (held.kind) {
    case "held":
      return held.media;
    case "expired":
      throw new Fault("media_expired", "The platform no longer has it.");
    case "refused":
    case "remote":
      throw new Fault("media_refused", "This cannot be shown.");
  }
}

/** A stranger's bytes: of the type that they are, and opened by themselves they can do nothing. */
export async function show(
  ctx: Context,
  door: Pick<MediaDoor, "bytesOf" | "stream">,
  { id, type, sha256 }: Media,
): Promise<void> {
  ctx.set("cache-control", "private, max-age=31536000, immutable");
  ctx.set("etag", `"${sha256}"`);
  ctx.set("accept-ranges", "bytes");
  if (ctx.get("if-none-match") === `"${sha256}"`) {
    ctx.status = 304;
    return;
  }
  const length = await door.bytesOf(sha256);
  if (length === undefined)
    throw new Fault("media_missing", "There is no such upload. Choose the file again.");
  ctx.set("x-content-type-options", "nosniff");
  ctx.set("content-security-policy", "default-src 'none'; sandbox");
  ctx.set("content-disposition", `inline; filename="${id}.${type.slice(type.indexOf("/") + 1)}"`);
  ctx.type = type;
  sendPart(ctx, length, (first, last) => door.stream(sha256, first, last));
}

/** All of it, or the one piece that a player asks for (RFC 9110, section 14); never held in memory. */
function sendPart(ctx: Context, length: number, read: (first: number, last: number) => Readable): void {
  const asked = readRange(ctx.get("range"), length);
  const { first, last } = asked ?? { first: 0, last: length - 1 };
  const isThere = first <= last && first < length;
  if (asked !== undefined) {
    ctx.status = isThere ? 206 : 416;
    ctx.set("content-range", isThere ? `bytes ${first}-${last}/${length}` : `bytes */${length}`);
  }
  ctx.body = isThere ? read(first, last) : "";
  ctx.length = isThere ? last - first + 1 : 0;
}

/** Undefined where none is asked for that we answer: several pieces, other units. */
function readRange(
  header: string,
  length: number,
): { readonly first: number; readonly last: number } | undefined {
  const parts = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/.exec(header);
  if (parts === null) return undefined;
  const [, from = "", to = ""] = parts;
  if (from === "" && to === "") return undefined;
  if (from === "")
    return { first: Math.max(0, length - Number(to)), last: Number(to) === 0 ? -1 : length - 1 };
  return { first: Number(from), last: to === "" ? length - 1 : Math.min(Number(to), length - 1) };
}
