import type { Button, Register } from "./register.ts";
import type { World } from "../world.ts";
import { type ApiAnswer, type Code, done, ok, refuse } from "../api/answer.ts";
import { type AccountCall, isTree, readJson, textAt } from "../api/call.ts";

/** protocols §1.16 */
const TOPS_MAX = 3;
const ITEMS_MAX = 5;
const TOP_BYTES_MAX = 16;
const ITEM_BYTES_MAX = 60;
const KEY_BYTES_MAX = 128;
const URL_BYTES_MAX = 1_024;

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  click: ["key"],
  view: ["url"],
  miniprogram: ["url", "appid", "pagepath"],
  scancode_push: ["key"],
  scancode_waitmsg: ["key"],
  pic_sysphoto: ["key"],
  pic_photo_or_album: ["key"],
  pic_weixin: ["key"],
  location_select: ["key"],
  media_id: ["media_id"],
  article_id: ["article_id"],
  article_view_limited: ["article_id"],
};

/** POST /cgi-bin/menu/create: the menu for all, which replaces the one before. */
export function createMenu(world: World, { room, body }: AccountCall): ApiAnswer {
  const buttons = readButtons(readJson(body)?.["button"]);
  if (typeof buttons === "number") return refuse(buttons, world.random);
  const { register } = room;
  const menuid = register.lastMenu + 1;
  room.register = { ...register, menu: { button: buttons, menuid }, lastMenu: menuid };
  world.books.touch();
  return done;
}

/** GET /cgi-bin/menu/get */
export function getMenu(world: World, { room }: AccountCall): ApiAnswer {
  const { menu, conditional } = room.register;
  if (menu === undefined) return refuse(46_003, world.random);
  return ok({ menu, ...(conditional.length > 0 && { conditionalmenu: conditional }) });
}

/** GET /cgi-bin/menu/delete: takes the conditional ones along. */
export function deleteMenu(world: World, { room }: AccountCall): ApiAnswer {
  room.register = { ...room.register, menu: undefined, conditional: [] };
  world.books.touch();
  return done;
}

/** POST /cgi-bin/menu/addconditional: there has to be one for all first. */
export function addConditional(world: World, { room, body }: AccountCall): ApiAnswer {
  const asked = readJson(body);
  const buttons = readButtons(asked?.["button"]);
  if (typeof buttons === "number") return refuse(buttons, world.random);
  const rule = asked?.["matchrule"];
  const { register } = room;
  if (register.menu === undefined) return refuse(46_003, world.random);
  if (!isTree(rule) || !Object.values(rule).some((value) => value !== ""))
    return refuse(65_303, world.random);
  const menuid = register.lastMenu + 1;
  const added = { button: buttons, menuid, matchrule: rule };
  room.register = { ...register, conditional: [...register.conditional, added], lastMenu: menuid };
  world.books.touch();
  return ok({ menuid: String(menuid) });
}

export function deleteConditional(world: World, { room, body }: AccountCall): ApiAnswer {
  const id = Number(textAt(readJson(body), "menuid"));
  const { register } = room;
  if (!register.conditional.some(({ menuid }) => menuid === id)) return refuse(65_301, world.random);
  room.register = { ...register, conditional: register.conditional.filter(({ menuid }) => menuid !== id) };
  world.books.touch();
  return done;
}

/** POST /cgi-bin/menu/trymatch: of the rules only the tag is looked at, as nobody here has a phone of some make. */
export function tryMatch(world: World, { room, body }: AccountCall): ApiAnswer {
  const openid = textAt(readJson(body), "user_id");
  if (!room.fans.has(openid)) return refuse(40_003, world.random);
  const button = menuOf(room.register, openid);
  return button === undefined ? refuse(46_003, world.random) : ok({ button });
}

/** The newest conditional menu that fits, else the one for all. */
export function menuOf(
  { menu, conditional, tagged }: Register,
  openid: string,
): readonly Button[] | undefined {
  const fits = conditional.toReversed().find(({ matchrule }) => {
    const tag = matchrule["tag_id"];
    return (tagged[openid] ?? []).some((id) => String(id) === String(tag));
  });
  return fits?.button ?? menu?.button;
}

function readButtons(given: unknown): readonly Button[] | Code {
  if (!Array.isArray(given) || given.length === 0 || given.length > TOPS_MAX) return 40_016;
  for (const button of given) {
    const wrong = wrongWith(button, TOP_BYTES_MAX, true);
    if (wrong !== undefined) return wrong;
  }
  return given as readonly Button[];
}

function wrongWith(button: unknown, bytesMax: number, isTop: boolean): Code | undefined {
  if (!isTree(button)) return 40_016;
  const name = textAt(button, "name");
  if (name === "" || Buffer.byteLength(name) > bytesMax) return isTop ? 40_018 : 40_025;
  const items = button["sub_button"];
  if (isTop && Array.isArray(items) && items.length > 0) {
    if (items.length > ITEMS_MAX) return 40_023;
    return items.map((item) => wrongWith(item, ITEM_BYTES_MAX, false)).find((code) => code !== undefined);
  }
  const fields = FIELDS[textAt(button, "type")];
  if (fields === undefined) return 40_017;
  if (fields.some((field) => textAt(button, field) === "")) return 40_019;
  if (Buffer.byteLength(textAt(button, "key")) > KEY_BYTES_MAX) return 40_019;
  return Buffer.byteLength(textAt(button, "url")) > URL_BYTES_MAX ? 40_020 : undefined;
}
