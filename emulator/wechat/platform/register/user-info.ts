import { createHash } from "node:crypto";

import type { Room } from "../keep/room.ts";
import type { Fan } from "../phone/fan.ts";
import type { World } from "../world.ts";
import { type ApiAnswer, done, ok, refuse } from "../api/answer.ts";
import { type AccountCall, readJson, textAt } from "../api/call.ts";

const BATCH_MAX = 100;
/** "Less than 30." */
const REMARK_CHARS_MAX = 29;

/** GET /cgi-bin/user/info (protocols §1.13): since 2021 without name and picture. */
export function userInfo(world: World, { room, query }: AccountCall): ApiAnswer {
  const fan = room.fans.get(query.get("openid") ?? "");
  return fan === undefined ? refuse(40_003, world.random) : ok(infoOf(room, fan, query.get("lang")));
}

/** POST /cgi-bin/user/info/batchget: one who is unknown spoils the whole batch. */
export function userInfoBatch(world: World, { room, body }: AccountCall): ApiAnswer {
  const list = readJson(body)?.["user_list"];
  if (!Array.isArray(list)) return refuse(47_001, world.random);
  if (list.length === 0 || list.length > BATCH_MAX) return refuse(40_032, world.random);
  const fans = list.map((one) => room.fans.get(textAt(one, "openid")));
  if (fans.some((fan) => fan === undefined)) return refuse(40_003, world.random);
  return ok({
    user_info_list: fans.flatMap((fan, index) =>
      fan === undefined ? [] : [infoOf(room, fan, textAt(list[index], "lang"))],
    ),
  });
}

/** POST /cgi-bin/user/info/updateremark */
export function updateRemark(world: World, { room, body }: AccountCall): ApiAnswer {
  const asked = readJson(body);
  const openid = textAt(asked, "openid");
  const remark = textAt(asked, "remark");
  if (!room.fans.has(openid)) return refuse(40_003, world.random);
  if (Array.from(remark).length > REMARK_CHARS_MAX) return refuse(45_159, world.random, "remark too long");
  room.register = { ...room.register, remarks: { ...room.register.remarks, [openid]: remark } };
  world.books.touch();
  return done;
}

/** Who has left is known by her openid, and by her union id. */
function infoOf(room: Room, fan: Fan, lang: string | null): Readonly<Record<string, unknown>> {
  const { register } = room;
  const { openid, following, followedAt } = fan;
  const unionid = unionIdOf(room, fan);
  if (!following) return { subscribe: 0, openid, unionid };
  return {
    subscribe: 1,
    openid,
    nickname: "",
    sex: 0,
    language: lang === null || lang === "" ? "zh_CN" : lang,
    city: "",
    province: "",
    country: "",
    headimgurl: "",
    subscribe_time: Math.floor(followedAt / 1_000),
    unionid,
    remark: register.remarks[openid] ?? "",
    groupid: 0,
    tagid_list: register.tagged[openid] ?? [],
    subscribe_scene: "ADD_SCENE_SEARCH",
    qr_scene: 0,
    qr_scene_str: "",
  };
}

/**
 * Here all accounts are of one owner, and who has one name on two of them is one person. On one account nobody is there
 * twice: the second of a name is somebody else.
 */
function unionIdOf({ fans }: Room, { openid, name }: Fan): string {
  const namesakes = [...fans.values()].filter((fan) => fan.name === name);
  const nth = namesakes.findIndex((fan) => fan.openid === openid);
  return `u${createHash("sha256").update(`${nth} ${name}`).digest("base64url").slice(0, 27)}`;
}
