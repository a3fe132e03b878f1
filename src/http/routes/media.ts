import type { Context } from "koa";

import { addMedia, findPicture, keepPicture, readMedia } from "../../action/media/media.ts";
import type { Media, Picture, RemotePicture } from "../../action/media/ports.ts";
import { Fault } from "../../core/kernel/fault.ts";
import { PICTURE_BYTES_MAX, sniffPicture } from "../../core/media/sniff.ts";
import type { Fetched } from "../../flow/media/pictures.ts";
import { answers, type Call, type Route } from "../api/route.ts";
import { readBody } from "../body.ts";
import * as media from "../contract/desk/media.ts";

/** Where bytes lie, and how those of fans come there. */
export type MediaDoor = {
  /** Safe on return; with their SHA-256 in hex. */
  readonly put: (bytes: Uint8Array) => Promise<string>;
  readonly get: (sha256: string) => Promise<Uint8Array | undefined>;
  /** Undefined where nobody can: known by an id alone, of an account that cannot ask for it. */
  readonly fetch: (picture: RemotePicture) => Promise<Fetched> | undefined;
};

const MEGABYTES = PICTURE_BYTES_MAX / 1024 / 1024;

/** Pictures: what is uploaded, and what fans have sent. */
export const mediaRoutes = (door: MediaDoor): readonly Route[] => [
  answers(media.uploadMedia, async (call, api) => {
    const bytes = await readPicture(call.ctx);
    const type = sniffPicture(bytes);
    if (type === undefined) {
      throw new Fault("media_unreadable", "That is no PNG, JPEG, GIF or WebP picture.");
    }
    // The bytes first: a row without them would be a promise that nobody keeps.
    const kept = { type, bytes: bytes.length, sha256: await door.put(bytes) };
    return api.perform(addMedia, kept, call.actor, call.key);
  }),
  answers(media.readMedia, async (call, api) =>
    show(call.ctx, door, await api.ask(readMedia, call.input, call.actor)),
  ),
  answers(media.readMessageMedia, async (call, api) => {
    const picture = await api.ask(findPicture, call.input, call.actor);
    const fetched = picture.kind === "remote" ? await door.fetch(picture) : undefined;
    const known = fetched === undefined ? picture : await settle(call, api.perform, door, fetched);
    await show(call.ctx, door, heldOf(known));
  }),
];

async function readPicture(ctx: Context): Promise<Uint8Array> {
  const bytes = await readBody(ctx.req, PICTURE_BYTES_MAX);
  if (bytes !== undefined) return bytes;
  throw new Fault("media_too_large", `A picture may have ${MEGABYTES} MB at most.`, {
    max: `${MEGABYTES} MB`,
  });
}

/** What came of fetching it is written down once, so that nobody fetches it again. */
async function settle(
  { input, actor }: Call<{ readonly id: string; readonly seq: number }>,
  perform: Parameters<Route["handle"]>[1]["perform"],
  door: MediaDoor,
  fetched: Fetched,
): Promise<Picture> {
  if (fetched.kind === "unreachable") {
    throw new Fault("media_unreachable", "The platform did not give us the picture. Try again in a moment.");
  }
  const outcome =
    fetched.kind === "picture"
      ? { type: fetched.type, bytes: fetched.bytes.length, sha256: await door.put(fetched.bytes) }
      : fetched.kind;
  return perform(keepPicture, { ...input, outcome }, actor);
}

function heldOf(picture: Picture): Media {
  switch (picture.kind) {
    case "held":
      return picture.media;
    case "expired":
      throw new Fault("media_expired", "The platform no longer has this picture.");
    case "refused":
    case "remote":
      throw new Fault("media_refused", "This picture cannot be shown.");
  }
}

/** A stranger's bytes: of the type that they are, and opened by themselves they can do nothing. */
async function show(ctx: Context, door: MediaDoor, { id, type, sha256 }: Media): Promise<void> {
  ctx.set("cache-control", "private, max-age=31536000, immutable");
  ctx.set("etag", `"${sha256}"`);
  if (ctx.get("if-none-match") === `"${sha256}"`) {
    ctx.status = 304;
    return;
  }
  const bytes = await door.get(sha256);
  if (bytes === undefined) throw new Fault("media_missing", "There is no such picture. Upload it again.");
  ctx.set("x-content-type-options", "nosniff");
  ctx.set("content-security-policy", "default-src 'none'; sandbox");
  ctx.set("content-disposition", `inline; filename="${id}.${type.slice("image/".length)}"`);
  ctx.type = type;
  ctx.body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
