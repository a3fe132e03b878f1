import { type ApiAnswer, type Code, ok, refuse } from "../api/answer.ts";
import type { AccountCall } from "../api/call.ts";
import type { Medium } from "../keep/room.ts";
import type { World } from "../world.ts";
import { EXTENSIONS, isMediaKind, MEDIA_RULES, sniff } from "./format.ts";
import { readMultipart } from "./multipart.ts";
import { mediumOf, shelve } from "./shelf.ts";

/** POST /cgi-bin/media/upload (protocols §1.12). */
export async function uploadMedia(world: World, call: AccountCall): Promise<ApiAnswer> {
  const { room, at } = call;
  const file = readFile(call);
  if (typeof file === "number") return refuse(file, world.random);
  const { kind } = file;
  const medium = await shelve(world, room, file, at);
  const id = kind === "thumb" ? { thumb_media_id: medium.id } : { media_id: medium.id };
  return ok({ type: kind, ...id, created_at: Math.floor(at / 1_000) });
}

/** The file of a form, as what it was said to be; or what is wrong with it. */
export function readFile({ query, contentType: type, body }: AccountCall): UploadedFile | Code {
  const kind = query.get("type") ?? "";
  if (!isMediaKind(kind)) return 40_004;
  const file = readMultipart(type, body)?.find(({ name }) => name === "media");
  if (file?.fileName === undefined || file.bytes.length === 0) return 41_005;
  const { fileName, bytes } = file;
  const { bytesMax, tooLarge, contentTypes } = MEDIA_RULES[kind];
  if (bytes.length > bytesMax) return tooLarge;
  const contentType = sniff(bytes);
  if (contentType === undefined || !contentTypes.includes(contentType)) return 40_005;
  return { kind, fileName, contentType, bytes };
}

export type UploadedFile = Pick<Medium, "kind" | "contentType"> & {
  readonly fileName: string;
  readonly bytes: Buffer;
};

/** GET /cgi-bin/media/get: the file itself; of a video an address; a refusal comes as JSON with status 200. */
export async function getMedia(world: World, { room, query, at }: AccountCall): Promise<ApiAnswer> {
  const medium = mediumOf(room, query.get("media_id") ?? "", at);
  const bytes = medium && (await world.store.loadMedium(medium.id));
  if (medium === undefined || bytes === undefined) return refuse(40_007, world.random);
  if (medium.kind === "video") return ok({ video_url: world.pictureUrl(medium.id) });
  const { contentType, id } = medium;
  return { kind: "bytes", contentType, fileName: `${id}.${EXTENSIONS[contentType]}`, bytes };
}
