import type { World } from "../world.ts";
import { type ApiAnswer, ok, refuse } from "../api/answer.ts";
import { type AccountCall, isTree, readJson, textAt, type Tree } from "../api/call.ts";

/** protocols §1.15 */
const SECONDS_MAX = 2_592_000;
const SECONDS = 60;
const PERMANENT_MAX = 100_000;
const SCENE_CHARS_MAX = 64;
const PERMANENT_ID_MAX = 100_000;
const ID_MAX = 4_294_967_295;
/** What is kept here; the oldest temporary ones go. */
const KEPT_MAX = 2_000;

/** POST /cgi-bin/qrcode/create. A permanent scene that is there has its ticket already. */
export function createQrCode(world: World, { room, body, at }: AccountCall): ApiAnswer {
  const asked = readJson(body);
  if (asked === undefined) return refuse(47_001, world.random);
  const action = textAt(asked, "action_name");
  const isPermanent = action.startsWith("QR_LIMIT_");
  const scene = sceneOf(action, asked);
  if (scene === undefined) return refuse(40_053, world.random);
  const seconds = isPermanent ? undefined : secondsOf(asked);
  if (!isPermanent && seconds === undefined) return refuse(40_053, world.random);
  const { register } = room;
  const known = register.codes.find((code) => code.scene === scene && code.expiresAt === undefined);
  if (isPermanent && known !== undefined) return ok({ ticket: known.ticket, url: urlOf(known.ticket) });
  const permanent = register.codes.filter(({ expiresAt }) => expiresAt === undefined).length;
  if (isPermanent && permanent >= PERMANENT_MAX) return refuse(45_029, world.random);
  const ticket = `g${Buffer.from(world.random(60)).toString("base64url")}`;
  const code = { ticket, scene, ...(seconds !== undefined && { expiresAt: at + seconds * 1_000 }) };
  room.register = { ...register, codes: [...register.codes, code].slice(-KEPT_MAX) };
  world.books.touch();
  return ok({ ticket, ...(seconds !== undefined && { expire_seconds: seconds }), url: urlOf(ticket) });
}

const urlOf = (ticket: string): string => `http://weixin.qq.com/q/${ticket.slice(0, 24)}`;

function sceneOf(action: string, asked: Tree): string | undefined {
  const scene = isTree(asked["action_info"]) ? asked["action_info"]["scene"] : undefined;
  if (!isTree(scene)) return undefined;
  if (action === "QR_STR_SCENE" || action === "QR_LIMIT_STR_SCENE") {
    const text = textAt(scene, "scene_str");
    const chars = Array.from(text).length;
    return chars >= 1 && chars <= SCENE_CHARS_MAX ? text : undefined;
  }
  const id = scene["scene_id"];
  const max = action === "QR_LIMIT_SCENE" ? PERMANENT_ID_MAX : action === "QR_SCENE" ? ID_MAX : 0;
  return typeof id === "number" && Number.isInteger(id) && id >= 1 && id <= max ? String(id) : undefined;
}

function secondsOf(asked: Tree): number | undefined {
  const seconds = asked["expire_seconds"] ?? SECONDS;
  return typeof seconds === "number" && seconds >= 1 && seconds <= SECONDS_MAX
    ? Math.floor(seconds)
    : undefined;
}
