import { type ApiAnswer, done, ok, refuse } from "../api/answer.ts";
import { type AccountCall, readJson, textAt } from "../api/call.ts";
import type { Material, Room } from "../keep/room.ts";
import { MATERIAL_BYTES_MAX, MATERIALS_MAX } from "../limits.ts";
import type { World } from "../world.ts";
import { EXTENSIONS } from "./format.ts";
import { readFile } from "./media-calls.ts";
import { readMultipart } from "./multipart.ts";
import { drawId, tidy } from "./shelf.ts";

/** Of pictures; of everything else there may be a thousand (protocols §1.12). */
const PICTURES_MAX = 100_000;
const OTHERS_MAX = 1_000;
const PAGE_MAX = 20;
const TITLE_CHARS_MAX = 64;

/** A cover is a picture among the others. */
type Kind = "image" | "voice" | "video";
const kindOf = ({ kind }: Pick<Material, "kind">): Kind => (kind === "thumb" ? "image" : kind);

const ofKind = ({ materials }: Room, kind: Kind): readonly Material[] =>
  [...materials.values()].filter((one) => kindOf(one) === kind);

/** POST /cgi-bin/material/add_material: kept until it is deleted. */
export async function addMaterial(world: World, call: AccountCall): Promise<ApiAnswer> {
  const { room, at } = call;
  const file = readFile(call);
  if (typeof file === "number") return refuse(file, world.random);
  const { kind, contentType, fileName, bytes } = file;
  const film = kind === "video" ? descriptionOf(call) : {};
  if (film === undefined) return refuse(40_035, world.random);
  // The pages name no code for a full shelf; of other quotas this one says it.
  if (!hasRoom(room, kindOf(file), bytes.length)) return refuse(45_028, world.random);
  const id = drawId(world);
  await world.store.saveMedium(id, bytes);
  const shown = { id, kind, contentType, bytes: bytes.length, name: fileName, updatedAt: at };
  room.materials.set(id, { ...shown, ...film });
  world.books.touch();
  return ok({ media_id: id, ...(kindOf(file) === "image" && { url: world.pictureUrl(id) }) });
}

function hasRoom(room: Room, kind: Kind, bytes: number): boolean {
  const { materialsMax = kind === "image" ? PICTURES_MAX : OTHERS_MAX } = room.account;
  const all = [...room.materials.values()];
  const kept = all.reduce((sum, one) => sum + one.bytes, 0);
  return (
    ofKind(room, kind).length < materialsMax &&
    all.length < MATERIALS_MAX &&
    kept + bytes <= MATERIAL_BYTES_MAX
  );
}

/** Of a film the form says in a second field how it is called. */
function descriptionOf(call: AccountCall): Pick<Material, "title" | "introduction"> | undefined {
  const field = readMultipart(call.contentType, call.body)?.find(({ name }) => name === "description");
  const said = field && readJson(field.bytes);
  const title = textAt(said, "title");
  if (title === "" || title.length > TITLE_CHARS_MAX) return undefined;
  return { title, introduction: textAt(said, "introduction") };
}

/** POST /cgi-bin/material/get_material: the file itself, of a film an address. */
export async function getMaterial(world: World, { room, body }: AccountCall): Promise<ApiAnswer> {
  const material = room.materials.get(textAt(readJson(body), "media_id"));
  const bytes = material && (await world.store.loadMedium(material.id));
  if (material === undefined || bytes === undefined) return refuse(40_007, world.random);
  const { id, kind, title, introduction, contentType } = material;
  if (kind === "video") return ok({ title, description: introduction, down_url: world.pictureUrl(id) });
  return { kind: "bytes", contentType, fileName: `${id}.${EXTENSIONS[contentType]}`, bytes };
}

/** POST /cgi-bin/material/del_material */
export async function deleteMaterial(world: World, { room, body }: AccountCall): Promise<ApiAnswer> {
  if (!room.materials.delete(textAt(readJson(body), "media_id"))) return refuse(40_007, world.random);
  await tidy(world);
  world.books.touch();
  return done;
}

/** GET /cgi-bin/material/get_materialcount */
export const countMaterials = (_world: World, { room }: AccountCall): ApiAnswer =>
  ok({
    voice_count: ofKind(room, "voice").length,
    video_count: ofKind(room, "video").length,
    image_count: ofKind(room, "image").length,
    news_count: 0,
  });

/** POST /cgi-bin/material/batchget_material: the newest first. Articles are made elsewhere, so there are none. */
export function listMaterials(world: World, { room, body }: AccountCall): ApiAnswer {
  const asked = readJson(body);
  const type = textAt(asked, "type");
  if (type !== "news" && type !== "image" && type !== "voice" && type !== "video") {
    return refuse(40_004, world.random);
  }
  const [offset, count] = [asked?.["offset"], asked?.["count"]].map(Number);
  if (!isWithin(offset, 0, PICTURES_MAX) || !isWithin(count, 1, PAGE_MAX))
    return refuse(40_097, world.random);
  const all = type === "news" ? [] : ofKind(room, type).toReversed();
  const page = all.slice(offset, offset + count);
  const item = page.map(({ id, kind, name, updatedAt }) => ({
    media_id: id,
    name,
    update_time: Math.floor(updatedAt / 1_000),
    ...(kind !== "voice" && { url: world.pictureUrl(id) }),
  }));
  return ok({ total_count: all.length, item_count: item.length, item });
}

const isWithin = (value: number | undefined, min: number, max: number): value is number =>
  value !== undefined && Number.isInteger(value) && value >= min && value <= max;
