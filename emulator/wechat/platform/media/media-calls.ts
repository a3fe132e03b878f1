import { type ApiAnswer, ok, refuse } from "../api/answer.ts";
import type { AccountCall } from "../api/call.ts";
import type { World } from "../world.ts";
import { EXTENSIONS, isMediaKind, MEDIA_RULES, sniff } from "./format.ts";
import { readMultipart } from "./multipart.ts";
import { mediumOf, shelve } from "./shelf.ts";

/** POST /cgi-bin/media/upload (protocols §1.12). */
export async function uploadMedia(world: World, call: AccountCall): Promise<ApiAnswer> {
  const { random } = world;
  const { room, query, body, at } = call;
  const kind = query.get("type") ?? "";
  if (!isMediaKind(kind)) return refuse(40_004, random);
  const file = readMultipart(call.contentType, body)?.find(({ name }) => name === "media");
  if (file === undefined || file.fileName === undefined || file.bytes.length === 0)
    return refuse(41_005, random);
  const rule = MEDIA_RULES[kind];
  if (file.bytes.length > rule.bytesMax) return refuse(rule.tooLarge, random);
  const contentType = sniff(file.bytes);
  if (contentType === undefined || !rule.contentTypes.includes(contentType)) return refuse(40_005, random);

  const medium = await shelve(world, room, { kind, contentType, bytes: file.bytes }, at);
  const id = kind === "thumb" ? { thumb_media_id: medium.id } : { media_id: medium.id };
  return ok({ type: kind, ...id, created_at: Math.floor(at / 1_000) });
}

/** GET /cgi-bin/media/get: the file itself; of a video an address; a refusal comes as JSON with status 200. */
export async function getMedia(world: World, { room, query, at }: AccountCall): Promise<ApiAnswer> {
  const medium = mediumOf(room, query.get("media_id") ?? "", at);
  const bytes = medium && (await world.store.loadMedium(medium.id));
  if (medium === undefined || bytes === undefined) return refuse(40_007, world.random);
  if (medium.kind === "video") return ok({ video_url: world.pictureUrl(medium.id) });
  const { contentType, id } = medium;
  return { kind: "bytes", contentType, fileName: `${id}.${EXTENSIONS[contentType]}`, bytes };
}
