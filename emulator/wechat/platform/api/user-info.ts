import { type ApiAnswer, ok, refuse } from "./answer.ts";
import type { AccountCall } from "./call.ts";
import type { World } from "../world.ts";

/** GET /cgi-bin/user/info (protocols §1.13): since 2021 without name and picture. */
export function userInfo(world: World, { room, query }: AccountCall): ApiAnswer {
  const openid = query.get("openid") ?? "";
  const fan = room.fans.get(openid);
  if (fan === undefined) return refuse(40_003, world.random);
  if (!fan.following) return ok({ subscribe: 0, openid });
  return ok({
    subscribe: 1,
    openid,
    nickname: "",
    sex: 0,
    language: query.get("lang") ?? "zh_CN",
    city: "",
    province: "",
    country: "",
    headimgurl: "",
    subscribe_time: Math.floor(fan.followedAt / 1_000),
    remark: "",
    groupid: 0,
    tagid_list: [],
    subscribe_scene: "ADD_SCENE_SEARCH",
    qr_scene: 0,
    qr_scene_str: "",
  });
}
